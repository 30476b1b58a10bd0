package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
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

/** An account that is closed: its services are gone from every server, and its people log in no more (A06). */
class ClosedAccountTest extends StoryTest {

    @Autowired
    private Suspensions suspensions;

    @Autowired
    private Audit audit;

    private Farewell farewell;
    private Account account;
    private String name;
    private UUID domain;

    @BeforeEach
    void anAccountWithADomain() {
        farewell = new Farewell(application);
        account = customer.account();
        name = aDomain();
        domain = customer.theService("domains", name);
    }

    @AfterEach
    void theCableIsBack() {
        provider.second().restoreLink();
    }

    @Test
    void a06NothingIsLeftOnServersNobodyLogsInAndTheNameIsFree() throws Exception {
        assertEnds(customer.asksForMailbox("info", name, 10, PASSWORD), Request.State.DONE);
        UUID mailbox = customer.theService("mailboxes", "info@" + name);
        String login = cast.aCustomer(account, Role.OWNER).login();
        Visitor owner = new Visitor(port);
        owner.login(login, Visitor.PASSWORD);
        Letters letters = customer.letters();

        farewell.begin(account, "They moved away");

        assertThat(refusal(() -> customer.asksForDomain(aName()))).hasMessageContaining("account.closing");
        assertThat(refusal(() -> customer.setsPassword(mailbox, PASSWORD))).hasMessageContaining("account.closing");
        UUID removal = farewell.removalOf(mailbox);
        customer.awaits(removal, "window");
        assertThat(refusal(() -> customer.cancels(removal))).hasMessageContaining("account.closing");
        assertThat(Resolver.serves(provider.first(), name)).isTrue();

        farewell.awaitsClosed(account);

        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn("info@" + name, PASSWORD)).isFalse();
        assertThat(provider.first().exec("test", "-e", "/var/vmail/" + name).exit())
                .isEqualTo(1);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
        assertThat(letters.text(account.name() + ": being closed")).contains("They moved away");
        assertThat(Visitor.led(owner.get("/"))).contains("/login");
        assertThat(new Visitor(port).login(login, Visitor.PASSWORD)).isEqualTo("/login?wrong");
        assertThat(staff(StaffRole.OPERATOR)
                        .get("/desk/accounts/" + account.id())
                        .body())
                .contains("Closed", "admin", "The audit", "cannot be read any more")
                .doesNotContain("??", account.name(), "Let it stay", "They moved away");

        Account other = cast.anAccount();
        Customer another = new Customer(application, cast.aCustomer(other, Role.OWNER), other);
        assertThat(another.endOf(another.asksForDomain(name))).isEqualTo(Request.State.DONE);
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void a06StoppedWhileAServerIsAwayTheAccountGoesOnWithWhatIsLeft() {
        provider.second().cutLink();
        UUID closure = farewell.begin(account, "They moved away");
        UUID removal = farewell.removalOf(domain);
        assertThat(customer.awaits(removal, "retry").args()).containsEntry("outcome", "UNREACHABLE");

        farewell.stop(account);

        await("the end of the closing").atMost(Duration.ofSeconds(60)).until(() -> farewell.isOver(closure));
        assertThat(farewell.stateOf(account)).isEqualTo(Account.State.ACTIVE);
        assertThat(customer.request(removal).state()).isEqualTo(Request.State.RUNNING);
        assertThat(refusal(() -> farewell.stop(account))).hasMessageContaining("closure.none");
        provider.second().restoreLink();
        customer.awaits(removal, "window");
        customer.cancels(removal);
        assertEnds(removal, Request.State.CANCELLED);
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(audit.of("account", account.id()).stream().map(entry -> entry.action()))
                .contains("account.close", "account.close-stop");
        assertEnds(customer.asksForDomain(aName()), Request.State.DONE);
    }

    @Test
    void a06WhatRunsIsFinishedFirst() {
        UUID running;
        try (Trouble held = Trouble.heldMailboxes(provider.first())) {
            running = customer.asksForMailbox("begun", name, 10, PASSWORD);
            customer.awaits(running, "step-started");
            farewell.begin(account, "They moved away");
            UUID removal = farewell.removalOf(customer.serviceOf(running).id());
            customer.awaits(removal, "waits-for-turn");
            assertThat(customer.request(running).state()).isEqualTo(Request.State.RUNNING);
            held.mend();
            assertEnds(running, Request.State.DONE);
        }
        farewell.awaitsClosed(account);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void a06WhatAPersonGaveUpIsAskedForAgain() {
        UUID closure = farewell.begin(account, "They moved away");
        UUID removal = farewell.removalOf(domain);
        customer.awaits(removal, "window");
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            administrator.letTimePass(removal, "windowPassed");
            Task task = administrator.isAsked(removal, "repairOperation");
            administrator.chooses(task, "abort");
            administrator.chooses(administrator.isAskedAgain(removal, task), "giveUp");
            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(farewell.stateOf(account)).isEqualTo(Account.State.CLOSING);

        administrator.letTimePass(closure, "pausePassed");

        farewell.awaitsClosed(account);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void a06ASuspendedAccountIsClosedAndItsSuspensionEndsWithIt() {
        UUID suspension = As.administrator()
                .get(() ->
                        suspensions.suspend(account.id(), "Bill 7 is not paid").id());
        await("all to stand still")
                .atMost(Duration.ofSeconds(90))
                .until(() -> administrator.walked(suspension), walked -> walked.contains("resume"));

        farewell.begin(account, "Bill 7 is still not paid");
        farewell.awaitsClosed(account);

        assertThat(administrator.walked(suspension)).isEmpty();
    }

    private static Refusal refusal(Runnable wish) {
        return catchThrowableOfType(Refusal.class, wish::run);
    }
}
