package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.mail.SendFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.audit.Audit;
import org.batuta.kernel.Refusal;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account that is suspended and resumed: every service stops on its servers, and exactly those work again (A05). */
class SuspendedAccountTest extends StoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String OWN = "my own evening 19";

    @Autowired
    private Suspensions suspensions;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private String name;
    private String address;
    private UUID mailbox;
    private MailProgram program;

    @BeforeEach
    void anAccountWithAMailbox() {
        name = aDomain();
        address = "info@" + name;
        assertEnds(customer.asksForMailbox("info", name, 10, PASSWORD), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
        program = new MailProgram(provider.first().address());
    }

    @AfterEach
    void theCableIsBack() {
        provider.second().restoreLink();
    }

    @Test
    void a05StopsOnEveryServerAndResumesExactlyWhatWorked() throws Exception {
        assertEnds(customer.asksForMailbox("off", name, 10, PASSWORD), Request.State.DONE);
        UUID off = customer.theService("mailboxes", "off@" + name);
        assertEnds(As.administrator().get(() -> suspensions.suspendService(off).id()), Request.State.DONE);
        assertThat(program.logsIn("off@" + name, PASSWORD)).isFalse();
        assertThat(refusal(() -> customer.changes(off, Customer.mailbox("off", name, 20))))
                .hasMessageContaining("suspended");
        changesPasswordOnTheServer();
        Letters letters = customer.letters();

        UUID suspension = suspend();

        awaitsResumption(suspension);
        assertThat(program.logsIn(address, OWN)).isFalse();
        assertThatThrownBy(() -> program.sends(address, "Nobody home")).isInstanceOf(SendFailedException.class);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
        assertThat(refusal(() -> customer.asksForDomain(aName()))).hasMessageContaining("account.suspended");
        assertThat(refusal(() -> customer.setsPassword(mailbox, PASSWORD))).hasMessageContaining("account.suspended");
        assertThat(refusal(() -> customer.removes(mailbox))).hasMessageContaining("account.suspended");

        resume(suspension);

        assertThat(program.logsIn(address, OWN)).isTrue();
        assertThat(program.logsIn("off@" + name, PASSWORD)).isFalse();
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(letters.text(customer.account().name() + ": suspended")).contains("Bill 7 is not paid");
        assertThat(letters.text(customer.account().name() + ": resumed")).contains("works again");
        assertThat(letters.subjects()).doesNotContain(address + ": suspended", address + ": done");
        assertEnds(As.administrator().get(() -> suspensions.resumeService(off).id()), Request.State.DONE);
        assertThat(program.logsIn("off@" + name, PASSWORD)).isTrue();
        assertThat(audit.of("account", customer.account().id()).stream().map(entry -> entry.action()))
                .contains("account.suspend", "account.resume");
    }

    @Test
    void aServerThatIsAwayHoldsUpNothingElseAndFollowsWhenItIsBack() throws Exception {
        provider.second().cutLink();

        UUID suspension = suspend();

        UUID ofDomain = requestFor(suspension, "domains");
        assertThat(customer.awaits(ofDomain, "retry").args()).containsEntry("outcome", "UNREACHABLE");
        assertEnds(requestFor(suspension, "mailboxes"), Request.State.DONE);
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
        assertThat(customer.request(ofDomain).state()).isEqualTo(Request.State.RUNNING);

        provider.second().restoreLink();
        assertEnds(ofDomain, Request.State.DONE);
        awaitsResumption(suspension);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
        resume(suspension);
    }

    @Test
    void whatAPersonStoppedIsAskedAboutAndAskedAgain() throws Exception {
        UUID suspension;
        try (Trouble maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            suspension = suspend();
            UUID ofMailbox = requestFor(suspension, "mailboxes");
            Task repair = administrator.isAsked(ofMailbox, "repairOperation");
            maps.mend();
            administrator.chooses(repair, "abort");
            assertEnds(ofMailbox, Request.State.UNDONE);
        }
        Task settle = administrator.isAsked(suspension, "settleSuspension");
        assertThat(settle.getName()).contains(customer.account().name());
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));

        administrator.chooses(settle, "again");

        awaitsResumption(suspension);
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
        resume(suspension);
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
    }

    @Test
    void resumedInTheMiddleWhatWasBegunIsTakenBackAndWhatStoppedWorksAgain() throws Exception {
        UUID suspension;
        try (Trouble held = Trouble.heldMailboxes(provider.first())) {
            suspension = suspend();
            UUID ofMailbox = requestFor(suspension, "mailboxes");
            customer.awaits(ofMailbox, "step-started");
            assertEnds(requestFor(suspension, "domains"), Request.State.DONE);
            assertThat(administrator.walked(suspension)).endsWith("awaitServices");

            As.administrator().run(() -> suspensions.resume(customer.account().id()));

            customer.awaits(ofMailbox, "cancel-asked");
            held.mend();
            assertThat(customer.endOf(ofMailbox)).isIn(Request.State.UNDONE, Request.State.CANCELLED);
        }
        awaitsEnd(suspension);
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(accounts.findById(customer.account().id()).orElseThrow().state())
                .isEqualTo(Account.State.ACTIVE);
    }

    @Test
    void whatRunsIsFinishedFirstAndWhatWaitsGoesOnAfterwards() throws Exception {
        UUID running;
        UUID suspension;
        UUID later = customer.changes(
                mailbox, Customer.mailbox("info", name, 30), Instant.now().plus(Duration.ofDays(1)));
        try (Trouble held = Trouble.heldMailboxes(provider.first())) {
            running = customer.asksForMailbox("begun", name, 10, PASSWORD);
            customer.awaits(running, "step-started");
            suspension = suspend();
            customer.awaits(requestFor(suspension, "mailboxes", "begun@" + name), "waits-for-turn");
        }
        assertEnds(running, Request.State.DONE);
        awaitsResumption(suspension);
        assertThat(program.logsIn("begun@" + name, PASSWORD)).isFalse();
        administrator.letTimePass(later, "timeCome");
        customer.awaits(later, "waits-for-account");

        resume(suspension);

        assertEnds(later, Request.State.DONE);
        assertThat(program.logsIn("begun@" + name, PASSWORD)).isTrue();
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
    }

    @Test
    void whatIsKeptWhileItsAccountIsSuspendedStandsStillWithIt() throws Exception {
        UUID removal = customer.removes(mailbox);
        customer.awaits(removal, "window");
        UUID suspension = suspend();
        awaitsResumption(suspension);

        customer.cancels(removal);

        assertEnds(removal, Request.State.CANCELLED);
        assertEnds(requestFor(suspension, "mailboxes"), Request.State.DONE);
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
        resume(suspension);
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
    }

    private UUID suspend() {
        return As.administrator()
                .get(() -> suspensions
                        .suspend(customer.account().id(), "Bill 7 is not paid")
                        .id());
    }

    private void resume(UUID suspension) {
        As.administrator().run(() -> suspensions.resume(customer.account().id()));
        awaitsEnd(suspension);
    }

    /** Everything has stopped, and the process stands where only a resumption leads on. */
    private void awaitsResumption(UUID suspension) {
        await("all to stand still")
                .atMost(PATIENCE)
                .until(() -> administrator.walked(suspension), walked -> walked.contains("resume"));
    }

    private void awaitsEnd(UUID suspension) {
        await("the end of the suspension")
                .atMost(PATIENCE)
                .until(() -> sql.sql("select ended_at is not null from suspension where id = ?")
                        .param(suspension)
                        .query(Boolean.class)
                        .single());
    }

    private UUID requestFor(UUID suspension, String type) {
        return requestFor(suspension, type, type.equals("domains") ? name : address);
    }

    private UUID requestFor(UUID suspension, String type, String service) {
        return await("the request of the suspension for " + service)
                .atMost(PATIENCE)
                .until(
                        () -> sql.sql(
                                        "select r.id from request r join service s on s.id = r.service_id"
                                                + " where r.suspension_id = ? and s.type = ? and s.name = ? order by r.asked_at")
                                .params(suspension, type, service)
                                .query(UUID.class)
                                .list(),
                        found -> !found.isEmpty())
                .get(0);
    }

    /** As the user does with a program of the server's own. */
    private void changesPasswordOnTheServer() {
        String users = "/etc/dovecot/batuta/users";
        provider.first()
                .exec(
                        "bash",
                        "-c",
                        "verifier=$(doveadm pw -s SHA512-CRYPT -p '" + OWN + "') && cp -p " + users + " " + users
                                + ".own && sed -i \"s|^" + address + ":[^:]*|" + address + ":$verifier|\" " + users
                                + ".own && mv -fT " + users + ".own " + users)
                .orFail();
        await("the own password").until(() -> program.logsIn(address, OWN));
    }

    private static Refusal refusal(Runnable wish) {
        return catchThrowableOfType(Refusal.class, wish::run);
    }
}
