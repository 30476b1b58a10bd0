package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.Instance;
import org.batuta.servers.TestServer;
import org.batuta.workflow.Processes;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The customer changes their mind while the second server is being done. */
class CancelledTest extends StoryTest {

    private final String name = aName();

    @Test
    void whatTheFirstServerDidIsUndoneInReverseOrderAndNothingIsLeft() {
        Letters letters = customer.letters();
        UUID domain;
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            assertThat(Resolver.serves(provider.first(), name)).isTrue();

            List<String> aborted = provider.second().processes("^flock -w 20 9");
            assertThat(aborted).isNotEmpty();

            customer.cancels(domain);

            customer.awaits(domain, "undoing");
            assertThat(provider.second().processes("^flock -w 20 9"))
                    .as("what was aborted is dead")
                    .doesNotContainAnyElementsOf(aborted);
        }
        assertEnds(domain, Request.State.UNDONE);
        assertThat(done(domain))
                .containsExactly(
                        "APPLY host1 DONE 1", "APPLY host2 SUPERSEDED 1", "REMOVE host2 DONE 1", "REMOVE host1 DONE 1");
        assertThat(undone(domain)).containsExactly("host2 APPLY", "host1 APPLY");
        assertThat(customer.kinds(domain))
                .containsSubsequence(
                        "step-started",
                        "step-done",
                        "step-started",
                        "cancel-asked",
                        "stopping",
                        "undoing",
                        "step-started",
                        "step-done",
                        "step-started",
                        "step-done",
                        "ended");
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.serves(server, name)).isFalse();
            assertThat(server.exec("find", "/etc/bind/batuta", "/var/cache/bind", "-name", "*" + name + "*")
                            .orFail())
                    .isEmpty();
        }
        assertThat(page("/requests/" + domain))
                .containsPattern("What is taken back .*host2.* taken back .*host1.* taken back");
        assertThat(letters.arrived()).containsExactly(name + ": cancelled");
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
    }

    @Test
    void whoWaitsForAServiceThatIsCancelledIsToldSo() {
        UUID domain;
        UUID mailbox;
        Letters letters = customer.letters();
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            mailbox = customer.asksForMailbox("info", name, 10, PASSWORD);
            customer.awaits(mailbox, "waits-for-parent");
            customer.cancels(domain);
            customer.awaits(domain, "undoing");
        }
        assertEnds(domain, Request.State.UNDONE);
        assertEnds(mailbox, Request.State.CANCELLED);
        assertThat(customer.request(mailbox).reason()).isEqualTo("parent-gone");
        assertThat(customer.kinds(mailbox)).containsExactly("asked", "waits-for-parent", "parent-gone", "ended");
        assertThat(letters.arrived(2))
                .containsExactlyInAnyOrder(name + ": cancelled", "info@" + name + ": could not be done");
    }

    @Test
    void whatIsCancelledWhileSomebodyLooksIsLookedForNoMore() {
        UUID domain;
        try (Trouble first = Trouble.mute(provider.first(), Instance.ofTests().node());
                Trouble second =
                        Trouble.mute(provider.second(), Instance.ofTests().node())) {
            domain = customer.asksForDomain(name);
            customer.awaits(domain, "probe-started");
            customer.cancels(domain);
            assertEnds(domain, Request.State.UNDONE);
        }
        assertThat(administrator.walked(domain)).containsSubsequence("probeService_abort", "stopOperations", "stopped");
        assertThat(customer.kinds(domain)).doesNotContain("probe-again");
    }

    /** Nobody may ask for that; a message that comes late must not leave anything untold. */
    @Test
    void anUndoThatIsStoppedGoesOnAtTheNextServerAndTheRequestSaysSo(@Autowired Processes processes) {
        UUID domain;
        try (Trouble lock = Trouble.locked(provider.second())) {
            domain = customer.asksForDomain(name);
            awaitLock(domain);
            customer.cancels(domain);
            customer.awaits(
                    domain, "step-started", line -> "yes".equals(line.args().get("back")));
            awaitLock(domain);

            assertThat(processes.send("abort", domain.toString())).isTrue();

            assertEnds(domain, Request.State.NOT_UNDONE);
        }
        assertThat(done(domain))
                .containsExactly(
                        "APPLY host1 DONE 1",
                        "APPLY host2 SUPERSEDED 1",
                        "REMOVE host2 ABORTED 1",
                        "REMOVE host1 DONE 1");
    }

    private List<String> undone(UUID request) {
        List<Operation> all = operations.ofRequest(request);
        return all.stream()
                .filter(operation -> operation.undoes() != null)
                .map(operation -> all.stream()
                        .filter(other -> other.id().equals(operation.undoes()))
                        .findFirst()
                        .orElseThrow())
                .map(operation -> serverOf(operation) + " " + operation.verb())
                .toList();
    }
}
