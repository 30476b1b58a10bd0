package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Incidents;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Letters;
import org.batuta.provider.Trouble;
import org.batuta.servers.ServiceScripts;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a person can decide when no rule can settle it: each choice of the repair form, and what follows from it. */
class RepairTest extends StoryTest {

    private static final String MAPS = "/etc/postfix/batuta";

    private String name;
    private UUID mailbox;
    private Task task;
    private Trouble maps;

    @BeforeEach
    void aMailboxThatIsRefused() {
        name = aDomain();
        maps = Trouble.unwritable(provider.first(), MAPS);
        mailbox = customer.asksForMailbox("info", name, 100, PASSWORD);
        task = administrator.isAsked(mailbox, "repairOperation");
    }

    @AfterEach
    void theServerIsWellAndNobodyIsAskedAnyMore(@Autowired Incidents incidents) {
        maps.close();
        if (customer.request(mailbox).state().isOpen()) {
            customer.cancels(mailbox);
            assertEnds(mailbox, Request.State.UNDONE);
        }
        assertThat(incidents.unsolved()).noneMatch(incident -> "mailboxes".equals(incident.serviceType()));
    }

    @Test
    void plansAnewWithChangedValues() {
        Visitor operator = anOperator();
        correctsTheQuota(operator);
        maps.mend();

        administrator.chooses(task, "revised");

        assertEnds(mailbox, Request.State.DONE);
        assertThat(customer.serviceOf(mailbox).spec().get("quotaMb").intValue()).isEqualTo(50);
        assertThat(customer.request(mailbox).revision()).isEqualTo(2);
        assertThat(operator.get("/requests/" + mailbox).body())
                .contains("You corrected what is asked for", "decided: plan it again with the present values");
        assertThat(customer.kinds(mailbox)).containsSubsequence("repair", "revised", "repair-chosen", "step-started");
        assertThat(done(mailbox))
                .containsExactly(
                        "APPLY host1 SUPERSEDED 1",
                        "SET_PASSWORD host1 SUPERSEDED 0",
                        "APPLY host1 DONE 1",
                        "SET_PASSWORD host1 DONE 1");
    }

    @Test
    void aCorrectionThatNobodyPlansIsNotInForce() {
        correctsTheQuota(anOperator());
        maps.mend();

        administrator.chooses(task, "retry");

        assertEnds(mailbox, Request.State.DONE);
        assertThat(customer.serviceOf(mailbox).spec().get("quotaMb").intValue()).isEqualTo(100);
    }

    private Visitor anOperator() {
        Visitor operator = staff(StaffRole.OPERATOR);
        return operator;
    }

    private void correctsTheQuota(Visitor operator) {
        String page = "/desk/requests/" + mailbox + "/revise";
        assertThat(operator.get(page).body()).contains("value=\"100\"").doesNotContain("type=\"password\"");
        Map<String, String> wish = Map.of("localPart", "info", "domain", name, "quotaMb", "50", "version", "1");
        assertThat(operator.post(page, wish).statusCode()).isEqualTo(302);
    }

    @Test
    void comparesWhatWasDoneByHandBeforeItGoesOn() {
        maps.mend();
        administrator.chooses(task, "byHand");
        Task again = administrator.isAskedAgain(mailbox, task);
        assertThat(administrator.walked(mailbox)).contains("checkOperations_byHand_differs");

        Operation apply = administrator.evidence(again).operations().get(0);
        String[] parameters = apply.parameters().entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
        new ServiceScripts(provider.first(), "mailboxes")
                .run("apply", parameters)
                .orFail();
        administrator.chooses(again, "byHand");

        assertEnds(mailbox, Request.State.DONE);
        assertThat(done(mailbox)).contains("APPLY host1 DONE 1", "SET_PASSWORD host1 DONE 1");
    }

    @Test
    void undoesTheRequestWhenItIsAborted() {
        Letters letters = customer.letters();
        maps.mend();

        administrator.chooses(task, "abort");

        assertEnds(mailbox, Request.State.UNDONE);
        assertThat(done(mailbox))
                .containsExactly("APPLY host1 SUPERSEDED 1", "SET_PASSWORD host1 SUPERSEDED 0", "REMOVE host1 DONE 1");
        assertThat(provider.first().read("/etc/dovecot/batuta/users")).doesNotContain(name);
        assertThat(letters.arrived()).containsExactly("info@" + name + ": could not be done");
        assertEnds(customer.asksForMailbox("info", name, 100, PASSWORD), Request.State.DONE);
    }

    @Test
    void whatCannotBeUndoneKeepsItsNameUntilItIsRemoved() {
        Letters letters = customer.letters();
        administrator.chooses(task, "abort");
        Task undo = administrator.isAskedAgain(mailbox, task);

        administrator.chooses(undo, "giveUp");

        assertEnds(mailbox, Request.State.NOT_UNDONE);
        assertThat(letters.arrived()).containsExactly("info@" + name + ": please wait for us");
        assertThat(catchThrowableOfType(Refusal.class, () -> customer.asksForMailbox("info", name, 100, PASSWORD)))
                .hasMessageContaining("taken");

        maps.mend();
        UUID removal = customer.removes(customer.serviceOf(mailbox).id());
        administrator.letTimePass(removal, "windowPassed");
        assertEnds(removal, Request.State.DONE);
        assertThat(provider.first().read("/etc/dovecot/batuta/users")).doesNotContain(name);
        assertEnds(customer.asksForMailbox("info", name, 100, PASSWORD), Request.State.DONE);
    }

    @Test
    void goesOnWithoutAServerAndIsAcceptedUnseen() {
        String other = aName();
        UUID domain;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domain = customer.asksForDomain(other);
            administrator.chooses(administrator.isAsked(domain, "repairOperation"), "skip");
            customer.awaits(domain, "probe-again");
        }
        for (int looks = 1; looks < 6; looks++) {
            administrator.letTimePass(domain, "lookTime");
        }
        administrator.chooses(administrator.isAsked(domain, "repairProbe"), "accept");

        assertEnds(domain, Request.State.DONE);
        assertThat(customer.kinds(domain)).containsSubsequence("skipped", "probe-repair", "probe-chosen", "ended");
        assertThat(customer.serviceOf(domain).isActive()).isTrue();
    }

    @Test
    void canBeCancelledByTheCustomerWhileAPersonIsAsked() {
        maps.mend();

        customer.cancels(mailbox);

        assertEnds(mailbox, Request.State.UNDONE);
        assertThat(customer.request(mailbox).reason()).isEqualTo("cancelled");
        assertThat(administrator.walked(mailbox)).contains("repairOperation_abort");
    }
}
