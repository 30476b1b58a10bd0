package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.batuta.Program;
import org.batuta.Traces;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.provider.Customer;
import org.batuta.provider.Inspector;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.secrets.Secret;
import org.batuta.secrets.Verifiers;
import org.batuta.security.tokens.Scope;
import org.batuta.servers.ServiceScripts;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another password of a mailbox: in force when its server has shown it, and asked for again when nobody knows (T03, T40). */
class PasswordChangedTest extends StoryTest {

    private static final String NEW = "another evening 18";
    private static final int AT_ONCE = 20;

    @Autowired
    private JdbcClient sql;

    private String domain;
    private String address;
    private UUID mailbox;

    @BeforeEach
    void aMailbox() {
        domain = aDomain();
        address = "info@" + domain;
        assertEnds(customer.asksForMailbox("info", domain, 10, PASSWORD), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
    }

    @AfterEach
    void theServerIsAsBefore() {
        provider.first().restoreLink();
    }

    @Test
    void t03T40TheNewOneLogsInTheOldOneDoesNotAndNothingOfThemIsKept() throws Exception {
        Letters letters = customer.letters();
        try (Traces traces = new Traces(application)) {
            UUID request = customer.setsPassword(mailbox, NEW);
            assertEnds(request, Request.State.DONE);

            MailProgram program = program();
            assertThat(program.logsIn(address, NEW)).isTrue();
            assertThat(program.logsIn(address, PASSWORD)).isFalse();
            program.sendsAs(address, NEW, address, "With the new one");
            assertThatThrownBy(() -> program.sendsAs(address, PASSWORD, address, "With the old one"))
                    .isInstanceOf(AuthenticationFailedException.class);

            assertThat(done(request)).containsExactly("SET_PASSWORD host1 DONE 1", "CHECK host1 DONE 1");
            assertThat(administrator.walked(request)).contains("judgePassword", "tellCustomer");
            Service service = customer.serviceOf(request);
            assertThat(service.passwordSetBy())
                    .isEqualTo(customer.request(request).askedBy());
            assertThat(service.passwordSetAt())
                    .isAfter(customer.request(request).startedAt());
            assertThat(letters.text(address + ": the password was changed")).contains("shown that it has the new one");
            assertThat(page("/requests/" + request)).contains("Password set", "The new password is in force");

            assertThat(isShredded(request)).isTrue();
            assertThat(traces.tablesWith(NEW)).isEmpty();
            assertThat(traces.linesWith(NEW)).isEmpty();
            assertThat(traces.tablesWith(verifier(provider.first(), address))).isEmpty();
            assertThat(traces.linesWith(verifier(provider.first(), address))).isEmpty();
        }
    }

    @Test
    void t07TheSameNameInAnotherDomainGetsItTooWhenAProgramSaysSo() throws Exception {
        String other = "info@" + aDomain();
        assertEnds(
                customer.asksForMailbox("info", other.substring(other.indexOf('@') + 1), 10, PASSWORD),
                Request.State.DONE);
        UUID also = customer.theService("mailboxes", other);
        Person owner = cast.aCustomer(customer.account(), Role.OWNER);
        Program program = Program.of(application, port, owner, customer.account(), Scope.WRITE);
        String asked = "{\"password\":\"" + NEW + "\",\"also\":[\"/api/v1/services/" + also + "\"]}";

        Program.Answer answer = program.send("PUT", "/api/v1/services/" + mailbox + "/password", asked, Map.of());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        List<UUID> requests = sql.sql("select id from request where verb = 'SET_PASSWORD' and service_id in (?, ?)")
                .params(mailbox, also)
                .query(UUID.class)
                .list();
        assertThat(requests).hasSize(2).allSatisfy(request -> assertEnds(request, Request.State.DONE));
        assertThat(program().logsIn(address, NEW)).isTrue();
        assertThat(program().logsIn(other, NEW)).isTrue();
        assertThat(program().logsIn(other, PASSWORD)).isFalse();
    }

    @Test
    void ofManyAtOnceTheLastAcceptedOneLogsIn() throws Exception {
        List<Callable<UUID>> wishes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String password = "evening number " + i;
            wishes.add(() -> customer.setsPassword(mailbox, password));
        }
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        List<UUID> requests = new ArrayList<>();
        try {
            for (Future<UUID> wish : people.invokeAll(wishes)) {
                requests.add(wish.get());
            }
        } finally {
            people.shutdown();
        }
        assertThat(requests)
                .allSatisfy(request -> assertThat(customer.endOf(request))
                        .as(() -> customer.story(request))
                        .isIn(Request.State.DONE, Request.State.SUPERSEDED));

        UUID last = requests.stream()
                .max(Comparator.comparing(request -> customer.request(request).askedAt()))
                .orElseThrow();
        assertThat(customer.request(last).state()).isEqualTo(Request.State.DONE);
        assertThat(program().logsIn(address, "evening number " + requests.indexOf(last)))
                .isTrue();
        String verifier = verifier(provider.first(), address);
        for (int i = 0; i < AT_ONCE; i++) {
            assertThat(Verifiers.isOf(verifier, Secret.of("evening number " + i)))
                    .as("number %d", i)
                    .isEqualTo(requests.get(i).equals(last));
        }
    }

    @Test
    void t03WhatTheUserChangedOnTheServerSurvivesEveryApplyAndIsNoDrift() throws Exception {
        String own = verifierOnTheServer("my own evening 19");
        replaceVerifier(provider.first(), address, own);

        assertEnds(customer.changes(mailbox, Customer.mailbox("info", domain, 20)), Request.State.DONE);

        assertThat(verifier(provider.first(), address)).isEqualTo(own);
        assertThat(program().logsIn(address, "my own evening 19")).isTrue();
        Inspector inspector = new Inspector(application);
        inspector.compares(mailbox);
        assertThat(inspector.drift(mailbox, provider.firstId())).isEmpty();

        UUID removal = customer.removes(mailbox);
        customer.awaits(removal, "window");
        assertThat(program().logsIn(address, "my own evening 19")).isFalse();
        customer.cancels(removal);
        assertEnds(removal, Request.State.CANCELLED);
        assertThat(program().logsIn(address, "my own evening 19")).isTrue();
    }

    @Test
    void k19AnEnvelopeThatWaitedTooLongEndsInPleaseSetItAgain() throws Exception {
        Letters letters = customer.letters();
        UUID request = asksTooLate(mailbox, domain, NEW);
        assertThat(customer.request(request).reason()).isEqualTo("envelope-gone");
        assertThat(administrator.walked(request)).contains("runOperation_failed", "askForPassword");
        assertThat(letters.text(address + ": please set the password again"))
                .contains("waited too long", "still in force");
        assertThat(page("/requests/" + request)).contains("Please set it again", "Set the password");
        assertThat(program().logsIn(address, PASSWORD)).isTrue();
        assertThat(program().logsIn(address, NEW)).isFalse();
    }

    @Test
    void k19AnEnvelopeThatWasCopiedToAnotherRowDoesNotOpen() throws Exception {
        assertEnds(customer.asksForMailbox("boss", domain, 10, PASSWORD), Request.State.DONE);
        UUID boss = customer.theService("mailboxes", "boss@" + domain);
        UUID victim;
        try (Trouble lock = held(provider.first())) {
            customer.changes(boss, Customer.mailbox("boss", domain, 20));
            customer.changes(mailbox, Customer.mailbox("info", domain, 20));
            UUID mine = customer.setsPassword(mailbox, NEW);
            victim = customer.setsPassword(boss, "the evening of the boss");
            customer.awaits(victim, "waits-for-turn");
            copyEnvelope(mine, victim);
        }
        assertEnds(victim, Request.State.UNDONE);
        MailProgram program = program();
        assertThat(program.logsIn("boss@" + domain, NEW)).isFalse();
        assertThat(program.logsIn("boss@" + domain, PASSWORD)).isTrue();
    }

    @Test
    void aChangeThatIsCancelledAtItsServerIsJudgedByWhatTheServerShows() throws Exception {
        Letters letters = customer.letters();
        UUID request;
        try (Trouble lock = held(provider.first())) {
            request = customer.setsPassword(mailbox, NEW);
            customer.awaits(request, "step-started");
            await("the script at the lock")
                    .until(() -> !provider.first().processes("^flock -w 20 9").isEmpty());
            customer.cancels(request);
            assertEnds(request, Request.State.NOT_UNDONE);
        }
        assertThat(customer.request(request).reason()).isEqualTo("unproven");
        assertThat(administrator.walked(request)).contains("runOperation_aborted", "askForPassword");
        assertThat(letters.text(address + ": please set the password again")).contains("could not make sure");
        assertThat(isShredded(request)).isTrue();
        assertThat(program().logsIn(address, PASSWORD)).isTrue();
        assertEnds(customer.setsPassword(mailbox, NEW), Request.State.DONE);
    }

    @Test
    void aChangeThatWaitsGivesWayToANewerOneAndCanBeCancelled() throws Exception {
        UUID first;
        UUID second;
        try (Trouble lock = held(provider.first())) {
            customer.changes(mailbox, Customer.mailbox("info", domain, 20));
            first = customer.setsPassword(mailbox, "the first evening");
            customer.awaits(first, "waits-for-turn");
            second = customer.setsPassword(mailbox, "the second evening");
            assertEnds(first, Request.State.SUPERSEDED);
            customer.cancels(second);
            assertEnds(second, Request.State.CANCELLED);
            assertThat(isShredded(second)).isTrue();
        }
        assertThat(program().logsIn(address, PASSWORD)).isTrue();
    }

    @Test
    void aServerThatRefusesItIsRepairedAndThenTakesIt() throws Exception {
        UUID request;
        try (Trouble users = Trouble.unwritable(provider.first(), "/etc/dovecot/batuta")) {
            request = customer.setsPassword(mailbox, NEW);
            Task task = administrator.isAsked(request, "repairOperation");
            assertThat(program().logsIn(address, PASSWORD)).isTrue();
            users.mend();
            administrator.chooses(task, "retry");
            assertEnds(request, Request.State.DONE);
        }
        assertThat(program().logsIn(address, NEW)).isTrue();
    }

    @Test
    void whatAPersonSkipsIsNotTakenForProven() {
        try (Trouble users = Trouble.unwritable(provider.first(), "/etc/dovecot/batuta")) {
            UUID request = customer.setsPassword(mailbox, NEW);
            administrator.chooses(administrator.isAsked(request, "repairOperation"), "skip");
            assertEnds(request, Request.State.NOT_UNDONE);
            assertThat(administrator.walked(request)).contains("askForPassword").doesNotContain("tellCustomer");
        }
    }

    @Test
    void aServerThatCannotBeReachedGetsItWhenItIsBack() throws Exception {
        provider.first().cutLink();
        UUID request = customer.setsPassword(mailbox, NEW);
        customer.awaits(
                request, "retry", line -> "UNREACHABLE".equals(line.args().get("outcome")));
        provider.first().restoreLink();
        assertEnds(request, Request.State.DONE);
        assertThat(program().logsIn(address, NEW)).isTrue();
    }

    @Test
    void aVerifierThatIsHandedOverTwiceChangesNothing() throws Exception {
        assertEnds(customer.setsPassword(mailbox, NEW), Request.State.DONE);
        String before = provider.first().read("/etc/dovecot/batuta/users");
        var scripts = new ServiceScripts(provider.first(), "mailboxes");
        String verifier = verifier(provider.first(), address);
        for (int i = 0; i < 2; i++) {
            assertThat(scripts.run("set-password", "address", address, "verifier", verifier)
                            .exit())
                    .isZero();
        }
        assertThat(provider.first().read("/etc/dovecot/batuta/users")).isEqualTo(before);
    }

    private MailProgram program() {
        return new MailProgram(provider.first().address(), customer.toldOf(mailbox));
    }

    private boolean isShredded(UUID request) {
        return sql.sql(
                        "select ciphertext is null and not exists (select 1 from envelope_key k where k.envelope_id = e.id)"
                                + " from envelope e where e.id = ?")
                .param(customer.request(request).envelopeId())
                .query(Boolean.class)
                .single();
    }

    private void copyEnvelope(UUID from, UUID to) {
        Map<String, Object> both = Map.of(
                "from", Objects.requireNonNull(customer.request(from).envelopeId()),
                "to", Objects.requireNonNull(customer.request(to).envelopeId()));
        sql.sql("update envelope t set iv = f.iv, ciphertext = f.ciphertext from envelope f"
                        + " where f.id = :from and t.id = :to")
                .params(both)
                .update();
        sql.sql("update envelope_key t set encapsulation = f.encapsulation, wrapped = f.wrapped from envelope_key f"
                        + " where f.envelope_id = :from and t.envelope_id = :to and f.node_key_id = t.node_key_id")
                .params(both)
                .update();
    }

    private static Trouble held(TestServer server) {
        return Trouble.heldMailboxes(server);
    }

    private String verifierOnTheServer(String password) {
        return provider.first()
                .exec("doveadm", "pw", "-s", "SHA512-CRYPT", "-p", password)
                .orFail()
                .strip();
    }

    private static String verifier(TestServer server, String address) {
        return server.read("/etc/dovecot/batuta/users")
                .lines()
                .filter(line -> line.startsWith(address + ":"))
                .map(line -> line.split(":", -1)[1])
                .findFirst()
                .orElseThrow();
    }

    /** As a page for users on the server itself would: in a new file, so that Dovecot sees it. */
    private static void replaceVerifier(TestServer server, String address, String verifier) {
        String users = "/etc/dovecot/batuta/users";
        String changed = server.read(users)
                .lines()
                .map(line -> line.startsWith(address + ":")
                        ? line.replaceFirst(":[^:]*", ":" + Matcher.quoteReplacement(verifier))
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));
        server.write(users + ".own", changed);
        server.exec(
                        "bash",
                        "-c",
                        "chown root:dovecot %1$s.own && chmod 640 %1$s.own && mv -fT %1$s.own %1$s".formatted(users))
                .orFail();
    }
}
