package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Verb;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** Mailboxes of new domains: Postfix reads its maps again, once for all of them, and it is the server's own affair. */
class ReloadedTest extends StoryTest {

    private static final int DOMAINS = 8;
    private static final int FEW = 4;

    @Test
    void t37PostfixReadsItsMapsAFewTimesForACrowdOfNewDomains() {
        List<String> names = Stream.generate(StoryTest::aName).limit(DOMAINS).toList();
        names.stream().map(customer::asksForDomain).toList().forEach(domain -> assertEnds(domain, Request.State.DONE));
        long before = readByPostfix();

        List<UUID> mailboxes = names.stream()
                .map(name -> customer.asksForMailbox("info", name, 10, PASSWORD))
                .toList();

        mailboxes.forEach(mailbox -> assertEnds(mailbox, Request.State.DONE));
        assertThat(readByPostfix() - before).isBetween(1L, (long) FEW);
        assertThat(mailboxes.stream().map(mailbox -> apply(mailbox).reload()).distinct())
                .hasSize((int) (readByPostfix() - before))
                .doesNotContainNull();
        assertThat(done(mailboxes.get(0))).containsExactly("APPLY host1 DONE 1", "SET_PASSWORD host1 DONE 1");
    }

    @Test
    void fault22SettingsThatSomebodyElseBrokeAreOneIncidentOfTheServerAndNoMailboxIsRefused() {
        List<String> names = IntStream.range(0, 3).mapToObj(n -> aDomain()).toList();
        List<UUID> mailboxes;
        try (Trouble settings = Trouble.wrongSettings(provider.first())) {
            mailboxes = names.stream()
                    .map(name -> customer.asksForMailbox("info", name, 10, PASSWORD))
                    .toList();

            Task task = administrator.isAsked(provider.firstId(), "repairOperation");
            await("all of them")
                    .until(() -> mailboxes.stream()
                            .allMatch(mailbox -> apply(mailbox).state() == OperationState.RELOADING));

            Evidence evidence = administrator.evidence(task);
            Operation reload = evidence.operations().get(0);
            assertThat(reload.verb()).isEqualTo(Verb.RELOAD);
            assertThat(evidence.others()).isZero();
            Attempt refusal = evidence.of(reload).get(0);
            assertThat(refusal.stderr()).startsWith("Postfix would not run with its settings: ");
            assertThat(provider.first().exec("pgrep", "-x", "master").exit())
                    .as("it runs on")
                    .isZero();
            settings.mend();
            administrator.chooses(task, "retry");

            mailboxes.forEach(mailbox -> assertEnds(mailbox, Request.State.DONE));
        }
        assertThat(mailboxes).allSatisfy(mailbox -> {
            assertThat(customer.kinds(mailbox)).contains("waits-for-reload").doesNotContain("repair", "retry");
            assertThat(apply(mailbox).attempts()).isOne();
        });
    }

    private Operation apply(UUID mailbox) {
        return operations.ofRequest(mailbox).get(0);
    }

    private long readByPostfix() {
        return provider.first()
                .exec("journalctl", "--no-pager", "-q", "-g", "reload -- version")
                .out()
                .lines()
                .count();
    }
}
