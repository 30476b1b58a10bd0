package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.Hunted;
import org.batuta.Marks;
import org.batuta.PostOffice;
import org.batuta.Program;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.notifications.Parts;
import org.batuta.provider.Customer;
import org.batuta.provider.Holder;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.batuta.security.LoginDoors;
import org.batuta.security.tokens.Scope;
import org.batuta.servers.Onlooker;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marked secrets go through every door, taken and refused, and through processes that succeed, fail and are given up.
 * Afterwards nothing that is kept has any of them: the database's files with their log, a dump, our log, temporary files
 * and letters, and on the servers what they log, keep and run (K19). What an authenticator app shares with us, and what
 * links are made of, is looked for as bytes, too. Of a passkey nothing secret is ever ours: its device has the private part.
 * Sealed envelopes are noise to whoever looks for a text.
 */
@SuppressWarnings("NullAway.Init")
class SecretHuntTest extends StoryTest {

    private static final Pattern SET_AGAIN = Pattern.compile("/set-again/([A-Za-z0-9_-]{43})");
    private static final String VERIFIER = "{SHA512-CRYPT}$6$";
    private static final String USERS = "/etc/dovecot/batuta/users";

    private final Hunted hunted = new Hunted();
    private final String mark = hunted.mark;
    private final String planted = "planted" + UUID.randomUUID().toString().replace("-", "");

    @TempDir
    private Path kept;

    private String domain;
    private String address;
    private UUID mailbox;

    @Test
    void k19NothingThatIsKeptHasAPasswordATokenASessionOrALink() throws Exception {
        List<String> seeable = Stream.concat(hunted.secrets.forms().stream(), Stream.of(VERIFIER))
                .toList();
        try (Traces traces = new Traces(application);
                Onlooker first = Onlooker.at(provider.first(), seeable);
                Onlooker second = Onlooker.at(provider.second(), seeable)) {
            people();
            aMailboxAskedForByAProgram();
            aMailboxAskedForOnAPage();
            aProgramSetsThePassword();
            whoeverUsesItSetsThePassword();
            pagesRefuse();
            scriptsAreKilledAndRefused();
            nobodySeesTheEnd();
            aServerIsAway();
            anEnvelopeWaitsTooLong();
            theLastOneLogsIn();
            assertThat(first.seen()).isEmpty();
            assertThat(second.seen()).isEmpty();

            traces.writeTo(kept);
            Path letters = Files.createDirectory(kept.resolve("letters"));
            writeLetters(letters);
            assertThatWhatIsPlantedIsFound(traces);
            assertThat(provider.first().filesWith(hunted.verifiers.forms())).containsExactly(USERS);
            assertThat(traces.filesWith(List.of(address)))
                    .anyMatch(file -> file.contains("/base/"))
                    .anyMatch(file -> file.contains("/pg_wal/"))
                    .contains(
                            kept.resolve("service").toString(),
                            kept.resolve("log").toString())
                    .anyMatch(file -> file.startsWith(letters.toString()));

            assertThat(traces.filesWith(hunted.secrets.forms())).isEmpty();
            assertThat(traces.filesWith(hunted.verifiers.forms())).isEmpty();
            assertThat(traces.filesWith(hunted.links.forms())).allMatch(file -> file.startsWith(letters.toString()));
            for (String link : hunted.links.texts()) {
                assertThat(traces.filesWith(List.of(link), letters.toString())).hasSize(1);
            }
        }
        serversKeepNothing(provider.first());
        serversKeepNothing(provider.second());
    }

    private void assertThatWhatIsPlantedIsFound(Traces traces) throws IOException {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        Path text = Files.writeString(kept.resolve("planted"), inBase64(planted));
        Path raw = Files.write(kept.resolve("planted-bytes"), bytes);
        Marks marks = new Marks();
        marks.add(planted);
        marks.add(bytes);
        assertThat(traces.filesWith(marks.forms())).containsExactlyInAnyOrder(text.toString(), raw.toString());
    }

    private void serversKeepNothing(TestServer server) {
        List<String> everywhere =
                TestServer.KEPT.stream().map(folder -> folder + "/planted").toList();
        everywhere.forEach(file -> server.write(file, inBase64(planted)));
        assertThat(server.filesWith(forms(planted))).containsExactlyInAnyOrderElementsOf(everywhere);
        everywhere.forEach(file -> server.exec("rm", file).orFail());

        assertThat(server.filesWith(hunted.secrets.forms())).isEmpty();
        assertThat(server.filesWith(hunted.links.forms())).isEmpty();
        assertThat(server.filesWith(hunted.verifiers.forms())).isSubsetOf(USERS);
    }

    /** With a token and with one that is none; as it should be, and with the password wherever it does not belong. */
    private void aMailboxAskedForByAProgram() {
        domain = aDomain();
        address = "info@" + domain;
        Person person = cast.aCustomer(customer.account(), Role.OWNER);
        Program program = program(person, Scope.WRITE);
        assertThat(new Program(port, mark).get("/api/v1/token").status()).isEqualTo(401);
        String services = "/api/v1/services";
        String wish = "{\"account\":\"/api/v1/accounts/%s\",\"type\":\"mailboxes\",\"spec\":%s,\"password\":%s}";
        String spec = Customer.mailbox("info", domain, 10);
        UUID account = customer.account().id();
        String quoted = "\"" + mark + " evening 1\"";
        assertThat(program.get(services + "?password=" + mark).status()).isEqualTo(422);
        List<String> wrong = List.of(
                wish.formatted(account, spec, mark),
                wish.formatted(account, spec, "\"" + mark),
                wish.formatted(account, spec, "[" + quoted + "]"),
                wish.formatted(account, spec, "{\"is\":" + quoted + "}"),
                wish.formatted(account, spec, quoted + ",\"passwort\":" + quoted),
                wish.formatted(account, quoted, quoted),
                wish.formatted(account, spec.replace(":10", ":" + quoted), quoted),
                wish.formatted(account, spec.replace("}", ",\"password\":" + quoted + "}"), quoted));
        assertThat(wrong)
                .allSatisfy(body -> assertThat(program.post(services, body).status())
                        .as(body)
                        .isBetween(400, 422));
        Program.Answer taken = program.post(services, wish.formatted(account, spec, quoted));
        assertThat(taken.status()).isEqualTo(202);
        assertEnds(idIn(taken.header("Location")), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
        aVerifierIsInForce(address);
    }

    private void people() {
        String account = customer.account().id().toString();
        new LoginDoors(port, account, customer.account().name(), this::anOwner, hunted).all();
    }

    private LoginDoors.Owner anOwner() {
        Person owner = cast.aCustomer(customer.account(), Role.OWNER);
        return new LoginDoors.Owner(owner.login(), owner.name(), owner.email());
    }

    /** With what cannot be, with a password that cannot be, and then as it should be. */
    private void aMailboxAskedForOnAPage() {
        Visitor portal = asCustomer();
        String page = "/services/new/mailboxes";
        Map<String, String> form = new HashMap<>(Map.of(
                "account",
                customer.account().id().toString(),
                "localPart",
                "boss",
                "domain",
                domain,
                "quotaMb",
                "much",
                "password",
                mark + " morning 1",
                "key",
                "new-" + mailbox));
        assertThat(portal.post(page, form).body())
                .contains("id=\"quotaMb-problem\"")
                .doesNotContain(mark);
        assertThat(portal.post(page + "?add=" + mark, form).body()).doesNotContain(mark + " morning");
        form.put("quotaMb", "10");
        form.put("password", mark.repeat(9));
        assertThat(portal.post(page, form).body())
                .contains("id=\"password-problem\"")
                .doesNotContain(mark);
        form.put("password", mark + " morning 1");
        assertEnds(idIn(led(portal.post(page, form))), Request.State.DONE);
        aVerifierIsInForce("boss@" + domain);
    }

    /** With a key and without, again, with another password, as somebody who may only read, and for what is not there. */
    private void aProgramSetsThePassword() {
        Person person = cast.aCustomer(customer.account(), Role.OWNER);
        Program program = program(person, Scope.WRITE);
        String password = "/api/v1/services/" + mailbox + "/password";
        Map<String, String> key = Map.of("Idempotency-Key", "hunt-" + mailbox);
        String wanted = "{\"password\":\"" + mark + " noon 1\"}";
        String another = wanted.replace("noon 1", "noon 2");
        for (String wrong :
                List.of(wanted.replace("\"}", ""), another.replace("password", "passwort"), "\"" + mark + "\"")) {
            assertThat(program.send("PUT", password, wrong, key).status())
                    .as(wrong)
                    .isBetween(400, 422);
        }
        assertThat(program.send(
                                "PUT",
                                password.replace(
                                        mailbox.toString(), UUID.randomUUID().toString()),
                                wanted,
                                key)
                        .status())
                .isEqualTo(404);
        assertThat(program(person, Scope.READ)
                        .send("PUT", password, wanted, key)
                        .status())
                .isEqualTo(403);
        UUID request = idIn(program.send("PUT", password, wanted, key).header("Location"));
        assertThat(idIn(program.send("PUT", password, wanted, key).header("Location")))
                .isEqualTo(request);
        assertThat(program.send("PUT", password, another, key).toString())
                .startsWith("409")
                .doesNotContain(mark);
        assertEnds(request, Request.State.DONE);
        aVerifierIsInForce(address);
    }

    private Program program(Person person, Scope scope) {
        String token = Program.token(application, person, customer.account(), scope);
        hunted.secrets.add(token);
        return new Program(port, token);
    }

    private static UUID idIn(String location) {
        return UUID.fromString(location.replaceAll(".*/", ""));
    }

    /** With a present password that is wrong, and with the right one: its server is asked for both. */
    private void whoeverUsesItSetsThePassword() {
        assertEnds(wishOfHolder(mark + " of nobody"), Request.State.CANCELLED);
        assertEnds(wishOfHolder(mark + " noon 1"), Request.State.DONE);
        aVerifierIsInForce(address);
    }

    private UUID wishOfHolder(String present) {
        Holder holder = new Holder(new Visitor(port));
        String wanted = mark + " night 1";
        assertThat(holder.sends(address, present, wanted, mark + " night 2").body())
                .contains("id=\"repeated-problem\"")
                .doesNotContain(mark);
        String told = holder.asks(address, present, wanted);
        assertThat(told).startsWith(Holder.PAGE + "/");
        String token = told.replaceAll(".*/", "");
        hunted.secrets.add(token);
        hunted.secrets.add(Base64.getUrlDecoder().decode(token));
        return application
                .getBean(JdbcClient.class)
                .sql("select id from request where service_id = ? order by asked_at desc, id desc limit 1")
                .param(mailbox)
                .query(UUID.class)
                .single();
    }

    private void pagesRefuse() {
        Visitor portal = asCustomer();
        String page = "/services/" + mailbox + "/password";
        Map<String, String> different =
                Map.of("password", mark + " evening 2", "repeated", mark + " evening 3", "key", "key-" + mailbox);
        assertThat(portal.post(page, different).body())
                .contains("id=\"repeated-problem\"")
                .doesNotContain(mark);
        String bell = mark + "\u0007 evening";
        assertThat(portal.post(page, Map.of("password", bell, "repeated", bell, "key", "key-" + mailbox))
                        .body())
                .doesNotContain(mark);
    }

    private void scriptsAreKilledAndRefused() {
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            UUID lost = customer.setsPassword(mailbox, mark + " evening 4");
            awaitLock(lost, provider.first());
            customer.cancels(lost);
            assertEnds(lost, Request.State.NOT_UNDONE);
        }
        try (Trouble users = Trouble.unwritable(provider.first(), "/etc/dovecot/batuta")) {
            UUID refused = customer.setsPassword(mailbox, mark + " evening 5");
            administrator.chooses(administrator.isAsked(refused, "repairOperation"), "skip");
            assertEnds(refused, Request.State.NOT_UNDONE);
        }
    }

    /** The executor dies on the server; what it left is ended, looked at, and done again. */
    private void nobodySeesTheEnd() {
        UUID lost;
        try (Trouble lock = Trouble.heldMailboxes(provider.first())) {
            lost = customer.setsPassword(mailbox, mark + " evening 10");
            awaitLock(lost, provider.first());
            provider.first()
                    .exec("pkill", "-KILL", "-f", "batuta-runner operate run")
                    .orFail();
            customer.awaits(
                    lost, "step-failed", line -> "LOST".equals(line.args().get("outcome")));
        }
        assertEnds(lost, Request.State.DONE);
        aVerifierIsInForce(address);
    }

    private void aServerIsAway() {
        UUID late;
        provider.first().cutLink();
        try {
            late = customer.setsPassword(mailbox, mark + " evening 6");
            customer.awaits(
                    late, "retry", line -> "UNREACHABLE".equals(line.args().get("outcome")));
        } finally {
            provider.first().restoreLink();
        }
        assertEnds(late, Request.State.DONE);
    }

    private void anEnvelopeWaitsTooLong() {
        Letters letters = customer.letters();
        asksTooLate(mailbox, domain, mark + " evening 7");
        String link = link(SET_AGAIN, letters.text(address + ": please set the password again"));
        Visitor reader = new Visitor(port);
        String wanted = mark + " evening 8";
        LoginDoors.opens(reader, link);
        reader.post(link, Map.of("password", wanted, "repeated", "another"));
        assertThat(led(reader.post(link, Map.of("password", wanted, "repeated", wanted))))
                .isEqualTo("/set-again");
        assertThat(reader.post(link, Map.of("password", wanted, "repeated", wanted))
                        .statusCode())
                .isEqualTo(404);
    }

    private void theLastOneLogsIn() throws Exception {
        aVerifierIsInForce(address);
        assertEnds(customer.setsPassword(mailbox, mark + " evening 9"), Request.State.DONE);
        aVerifierIsInForce(address);
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn(address, mark + " evening 9")).isTrue();
        assertThat(program.logsIn(address, mark + " evening 5")).isFalse();
    }

    private void aVerifierIsInForce(String address) {
        String verifier = provider.first()
                .read(USERS)
                .lines()
                .filter(line -> line.startsWith(address + ":"))
                .map(line -> line.split(":", -1)[1])
                .findFirst()
                .orElseThrow();
        hunted.verifiers.add(Marks.pieceOf(verifier));
    }

    private String link(Pattern pattern, String letter) {
        Matcher link = pattern.matcher(letter);
        assertThat(link.find()).as(letter).isTrue();
        hunted.link(link.group(1));
        return link.group();
    }

    private static String led(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse(answer.body());
    }

    private static void writeLetters(Path folder) throws Exception {
        int number = 0;
        for (MimeMessage letter : PostOffice.letters()) {
            try (OutputStream file = Files.newOutputStream(folder.resolve(String.valueOf(number++)))) {
                letter.writeTo(file);
                file.write(Parts.find(letter, "text/plain").getBytes(StandardCharsets.UTF_8));
                file.write(Parts.find(letter, "text/html").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Collection<String> forms(String text) {
        return Marks.forms(text).toList();
    }

    private static String inBase64(String text) {
        return Base64.getEncoder().encodeToString(("a" + text).getBytes(StandardCharsets.UTF_8));
    }
}
