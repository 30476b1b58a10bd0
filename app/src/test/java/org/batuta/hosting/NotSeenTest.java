package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.orchestration.Evidence;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** Done on the servers but not seen from outside is not done (decision 8): looked for again, then by a person. */
class NotSeenTest extends StoryTest {

    private final String name = aName();

    @Test
    void attack43IsNotDoneBeforeItIsSeen() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            Letters letters = Letters.toAdministrators();
            UUID domain = customer.asksForDomain(name);

            Task task = looksInVain(domain);

            assertThat(customer.request(domain).state()).isEqualTo(Request.State.RUNNING);
            assertThat(customer.serviceOf(domain).isActive()).isFalse();
            assertThat(task.getName()).contains(name);
            assertThat(seen(administrator.evidence(task))).contains("host1: serves serial", "host2: answers REFUSED");
            assertThat(letters.arrived()).containsExactly("To repair: cannot be seen from outside (domains)");

            deaf.mend();
            administrator.chooses(task, "retry");

            assertEnds(domain, Request.State.DONE);
            assertThat(customer.kinds(domain))
                    .contains("probe-repair", "probe-chosen")
                    .endsWith("probe-done", "ended");
            assertThat(letters.subjects()).hasSize(1);
        }
    }

    @Test
    void isUndoneWhenAPersonWantsItSo() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            Letters letters = customer.letters();
            UUID domain = customer.asksForDomain(name);

            administrator.chooses(looksInVain(domain), "abort");

            assertEnds(domain, Request.State.UNDONE);
            assertThat(customer.request(domain).reason()).isEqualTo("not-seen");
            assertThat(letters.arrived()).containsExactly(name + ": could not be done");
            deaf.mend();
            assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, name));
        }
    }

    @Test
    void canBeCancelledWhileNobodyLooks() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            UUID domain = customer.asksForDomain(name);
            customer.awaits(domain, "probe-again");

            customer.cancels(domain);

            assertEnds(domain, Request.State.UNDONE);
            assertThat(customer.request(domain).reason()).isEqualTo("cancelled");
            assertThat(administrator.walked(domain)).containsSubsequence("lookCancelled", "cancelled");
        }
    }

    @Test
    void canBeCancelledWhileAPersonLooks() {
        try (Trouble deaf = Trouble.deaf(provider.second())) {
            UUID domain = customer.asksForDomain(name);
            looksInVain(domain);

            customer.cancels(domain);

            assertEnds(domain, Request.State.UNDONE);
            assertThat(administrator.walked(domain)).containsSubsequence("repairProbe_abort", "cancelled_repair");
        }
    }

    private static String seen(Evidence evidence) {
        var attempts = evidence.of(evidence.operations().get(0));
        return attempts.get(attempts.size() - 1).stdout();
    }
}
