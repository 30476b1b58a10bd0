package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.orchestration.Evidence;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.Trouble;
import org.batuta.workflow.Processes;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is put back as it was before counts as put back only when it is seen to work again. */
class SeenAgainTest extends StoryTest {

    private String name;
    private UUID service;

    @BeforeEach
    void aDomainOfTheCustomer() {
        name = aDomain();
        service = customer.theService("domains", name);
    }

    @Test
    void aChangeIsUndoneWhenTheDomainIsSeenAsItWasBefore() {
        UUID change = aChangeThatIsCancelled();

        assertEnds(change, Request.State.UNDONE);
        assertThat(customer.kinds(change))
                .containsSubsequence("undoing", "step-done", "step-done", "probe-started", "probe-done", "ended");
        assertThat(customer.kinds(change).stream().filter("probe-started"::equals))
                .as("the new one was not looked for")
                .hasSize(1);
    }

    @Test
    void aChangeIsNotUndoneWhenAPersonSaysThatTheDomainDoesNotWorkAsBefore() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            Letters letters = customer.letters();
            UUID change = aChangeThatIsCancelled();

            administrator.chooses(looksInVain(change), "giveUp");

            assertEnds(change, Request.State.NOT_UNDONE);
            assertThat(customer.request(change).reason()).isEqualTo("cancelled");
            assertThat(letters.arrived()).containsExactly(name + ": please wait for us");
        }
    }

    @Test
    void aServiceThatIsKeptIsLookedForUntilItIsSeenAgain() {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            customer.cancels(removal);
            Task task = looksInVain(removal);
            assertThat(customer.request(removal).state()).isEqualTo(Request.State.UNDOING);
            assertThat(lastSight(administrator.evidence(task))).contains("host2: answers REFUSED");
            deaf.mend();
            administrator.chooses(task, "retry");
            assertEnds(removal, Request.State.CANCELLED);
        }
        assertThat(customer.kinds(removal)).containsSubsequence("kept", "probe-repair", "probe-done", "ended");
        assertThat(customer.serviceOf(removal).isActive()).isTrue();
    }

    @Test
    void aServiceThatIsKeptUnseenCanBeAccepted() {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            customer.cancels(removal);

            administrator.chooses(looksInVain(removal), "accept");

            assertEnds(removal, Request.State.CANCELLED);
        }
    }

    @Test
    void aServiceThatIsKeptAndDoesNotWorkIsNotCalledKept() {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            Letters letters = customer.letters();
            customer.cancels(removal);

            Task task = looksInVain(removal);
            administrator.chooses(task, "abort");
            Task again = administrator.isAskedAgain(removal, task);
            administrator.chooses(again, "giveUp");

            assertEnds(removal, Request.State.NOT_UNDONE);
            assertThat(letters.arrived()).containsExactly(name + ": please wait for us");
        }
    }

    @Test
    void whoeverStopsTheLookingIsToldThatNobodyHasSeenIt(@Autowired Processes processes) {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        UUID change;
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            customer.cancels(removal);
            customer.awaits(removal, "probe-again");
            assertThat(processes.send("abort", removal.toString())).isTrue();
            assertEnds(removal, Request.State.NOT_UNDONE);

            change = aChangeThatIsCancelled();
            customer.awaits(change, "probe-again");
            assertThat(processes.send("abort", change.toString())).isTrue();
            assertEnds(change, Request.State.NOT_UNDONE);
        }
    }

    private UUID aChangeThatIsCancelled() {
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID change = customer.changes(
                    service,
                    Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}"));
            awaitLock(change);
            customer.cancels(change);
            customer.awaits(change, "undoing");
            return change;
        }
    }

    private static String lastSight(Evidence evidence) {
        var attempts = evidence.of(evidence.operations().get(0));
        return attempts.get(attempts.size() - 1).stdout();
    }
}
