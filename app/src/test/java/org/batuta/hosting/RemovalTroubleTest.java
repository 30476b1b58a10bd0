package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Customer;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.Instance;
import org.batuta.workflow.Processes;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What can come between while a domain is removed, or had back: at its turn, while it stops, starts again, or goes. */
class RemovalTroubleTest extends StoryTest {

    @Autowired
    private Processes processes;

    private String name;
    private UUID service;

    @BeforeEach
    void aDomainOfTheCustomer() {
        name = aDomain();
        service = customer.theService("domains", name);
    }

    @Test
    void aRemovalThatWaitsForItsTurnCanBeCancelled() {
        UUID change;
        UUID removal;
        try (Trouble lock = Trouble.locked(provider.second())) {
            change = customer.changes(
                    service,
                    Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}"));
            awaitLock(change);
            removal = customer.removes(service);
            customer.awaits(removal, "waits-for-turn");
            customer.cancels(removal);
            assertEnds(removal, Request.State.CANCELLED);
        }
        assertEnds(change, Request.State.DONE);
        assertThat(done(removal)).isEmpty();
        assertThat(customer.serviceOf(removal).isActive()).isTrue();
    }

    @Test
    void whatShouldStopIsPlannedAgainAndStops() {
        UUID removal;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            removal = customer.removes(service);
            Task task = administrator.isAsked(removal, "repairOperation");
            zones.mend();
            administrator.chooses(task, "revised");
            customer.awaits(removal, "window");
        }
        assertThat(done(removal))
                .containsExactly(
                        "APPLY host1 DONE 1", "APPLY host2 SUPERSEDED 1", "APPLY host1 DONE 1", "APPLY host2 DONE 1");
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void whatIsStillSeenWorksAgainWhenAPersonWantsItSo() {
        UUID removal;
        try (Trouble mute = Trouble.mute(provider.second(), Instance.ofTests().node())) {
            removal = customer.removes(service);
            Task task = looksInVain(removal);
            mute.mend();
            administrator.chooses(task, "abort");
            assertEnds(removal, Request.State.UNDONE);
        }
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(customer.kinds(removal)).containsSubsequence("probe-repair", "kept", "probe-done", "ended");
    }

    @Test
    void aRemovalThatIsStoppedWhileItIsLookedForIsTakenBack() {
        UUID removal;
        try (Trouble mute = Trouble.mute(provider.second(), Instance.ofTests().node())) {
            removal = customer.removes(service);
            customer.awaits(removal, "probe-again");
            administrator.postpones(removal, "lookTime");
            assertThat(processes.send("abort", removal.toString())).isTrue();
            mute.mend();
            assertEnds(removal, Request.State.UNDONE);
        }
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void whatCannotBeStartedAgainIsNotCalledKept() {
        UUID removal = aDomainThatCanBeHadBack();
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            customer.cancels(removal);
            administrator.chooses(administrator.isAsked(removal, "repairOperation"), "giveUp");
            administrator.chooses(looksInVain(removal), "accept");

            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(Resolver.serves(provider.second(), name)).isFalse();
        assertIsNotCalledActive(removal);
    }

    @Test
    void whatWasStoppedAndCannotBeStartedAgainIsNotCalledActiveBeforeItsWindowEither() {
        UUID removal;
        try (Trouble mute = Trouble.mute(provider.second(), Instance.ofTests().node())) {
            removal = customer.removes(service);
            customer.awaits(removal, "probe-again");
            administrator.postpones(removal, "lookTime");
            try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
                assertThat(processes.send("abort", removal.toString())).isTrue();
                administrator.chooses(administrator.isAsked(removal, "repairOperation"), "giveUp");
                administrator.chooses(looksInVain(removal), "giveUp");

                assertEnds(removal, Request.State.NOT_UNDONE);
            }
        }
        assertIsNotCalledActive(removal);
    }

    @Test
    void whatIsSeenToWorkAgainIsCalledActiveAlthoughAServerCouldNotBeTold() {
        UUID removal;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            removal = customer.removes(service);
            Task task = administrator.isAsked(removal, "repairOperation");
            administrator.chooses(task, "abort");
            administrator.chooses(administrator.isAskedAgain(removal, task), "giveUp");

            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
        assertThat(customer.serviceOf(removal).isActive()).isTrue();
    }

    @Test
    void whatCouldNotBeStartedAgainIsStartedWhenItIsRemovedAndKeptOnceMore() {
        UUID removal = aDomainThatCanBeHadBack();
        try (Trouble lock = Trouble.locked(provider.second())) {
            customer.cancels(removal);
            customer.awaits(removal, "kept");
            awaitLock(removal);
            assertThat(processes.send("abort", removal.toString())).isTrue();
            administrator.chooses(looksInVain(removal), "giveUp");
            assertEnds(removal, Request.State.NOT_UNDONE);
        }

        UUID again = aDomainThatCanBeHadBack();
        customer.cancels(again);

        assertEnds(again, Request.State.CANCELLED);
        assertThat(customer.serviceOf(again).isActive()).isTrue();
        assertThat(provider.servers()).allMatch(server -> Resolver.serves(server, name));
    }

    @Test
    void aStartThatIsStoppedIsNotCalledKept() {
        UUID removal = aDomainThatCanBeHadBack();
        try (Trouble lock = Trouble.locked(provider.second())) {
            customer.cancels(removal);
            customer.awaits(removal, "kept");
            awaitLock(removal);
            assertThat(processes.send("abort", removal.toString())).isTrue();
            administrator.chooses(looksInVain(removal), "giveUp");

            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(done(removal)).endsWith("APPLY host1 DONE 1", "APPLY host2 ABORTED 1");
        assertIsNotCalledActive(removal);
    }

    @Test
    void aDeletionThatIsStoppedGoesOnAtTheNextServerAndTheRequestSaysSo() {
        UUID removal = aDomainThatCanBeHadBack();
        try (Trouble lock = Trouble.locked(provider.second())) {
            administrator.letTimePass(removal, "windowPassed");
            customer.awaits(removal, "window-passed");
            awaitLock(removal);
            assertThat(processes.send("abort", removal.toString())).isTrue();

            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(done(removal)).endsWith("REMOVE host2 ABORTED 1", "REMOVE host1 DONE 1");
        assertThat(customer.serviceOf(removal).state()).isEqualTo(Service.State.SUSPENDED);
    }

    /** Its page says why, and that it can be removed; there is nothing to change in what does not work. */
    private void assertIsNotCalledActive(UUID removal) {
        assertThat(customer.serviceOf(removal).state()).isEqualTo(Service.State.SUSPENDED);
        Visitor operator = staff(StaffRole.OPERATOR);
        assertThat(operator.get("/services/" + service).body())
                .contains("Switched off", "the last request for it could not be finished", service + "/remove\"")
                .doesNotContain("It works", service + "/change\"");
    }

    private UUID aDomainThatCanBeHadBack() {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        return removal;
    }
}
