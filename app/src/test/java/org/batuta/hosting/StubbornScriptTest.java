package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Outcome;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A script ignores TERM and leaves children in the background; its limit is 8 s (K06). */
class StubbornScriptTest extends StoryTest {

    private static final String ANY_OF_IT = "sleep 472[123]|stubborn";

    private final String name = aName();

    @AfterEach
    void theServerIsAsBefore() {
        provider.first().exec("rm", "-f", "/root/calm").orFail();
    }

    @Test
    void k06NothingOfItLivesWhenItHasLeftByItsBranchAndThePageSaysWhatHappened() {
        UUID request = customer.asksFor("stubborn", "{\"name\":\"%s\"}".formatted(name), null);

        Task task = administrator.isAsked(request, "repairOperation");

        assertThat(administrator.walked(request)).contains("runOperations_timedOut");
        assertThat(provider.first().processes(ANY_OF_IT)).isEmpty();
        assertThat(customer.kinds(request))
                .containsExactly("asked", "started", "step-started", "step-failed", "repair");
        assertThat(customer.awaits(request, "step-failed").args()).containsEntry("outcome", "TIMED_OUT");
        assertThat(page("/requests/" + request)).contains("host1 took too long and was stopped");
        Attempt attempt = attempts(task).get(0);
        assertThat(attempt.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(attempt.stdout()).isEqualTo("begun\n");
        assertThat(attempt.stderr()).contains("batuta: killed");
        assertThat(staff(StaffRole.OPERATOR)
                        .get("/desk/evidence/steps/"
                                + administrator.evidence(task).step().id())
                        .body())
                .containsPattern("Killed:\\s+<code>\\S+</code> \\(pid [0-9]+\\)");

        provider.first().write("/root/calm", "");
        administrator.chooses(task, "retry");
        assertEnds(request, Request.State.DONE);
    }

    @Test
    void k07ACancelledOneIsDeadBeforeItIsUndone() {
        UUID request = customer.asksFor("stubborn", "{\"name\":\"%s\"}".formatted(name), null);
        await("its children")
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        provider.first().processes("^(/bin/)?sleep 472[123]").size() == 3);

        customer.cancels(request);

        customer.awaits(request, "undoing");
        assertThat(provider.first().processes(ANY_OF_IT)).isEmpty();
        Operation aborted = operations.ofRequest(request).get(0);
        assertThat(evidences.of(aborted.stepId()).of(aborted)).last().satisfies(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(attempt.stderr()).containsPattern("batuta: killed [0-9]+ sleep");
        });
        assertEnds(request, Request.State.UNDONE);
    }

    private List<Attempt> attempts(Task task) {
        var evidence = administrator.evidence(task);
        return evidence.of(evidence.operations().get(0));
    }
}
