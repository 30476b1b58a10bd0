package org.batuta.orchestration.cockpit;

import java.time.Instant;
import java.util.Map;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.ProcessLog;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Step;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * What instances wait for.
 *
 * @param tasks the open task of a person, by instance
 * @param timers the next timer, by instance
 */
record Standing(Map<String, Task> tasks, Map<String, Job> timers) {

    /** Why nothing more has happened yet: a word of ours, with a time and a name where there are any. */
    record Reason(
            String word, @Nullable String until, @Nullable String who) {

        static Reason of(String word) {
            return new Reason(word, null, null);
        }

        static Reason until(String word, @Nullable Instant until) {
            return new Reason(word, until == null ? null : until.toString(), null);
        }
    }

    /** Null when nothing is to come. */
    @Nullable
    Reason why(ProcessLog.Line line) {
        Step step = line.step();
        OperationState state = line.operation().state();
        if (state.isDone() || state == OperationState.SUPERSEDED) {
            return null;
        }
        return switch (step.state()) {
            case PLANNED -> Reason.of("turn");
            case RUNNING -> whileRunning(line.operation(), line.server());
            case CHECKING -> Reason.of("check");
            case STOPPING ->
                step.stopNotBefore() == null ? Reason.of("stop") : Reason.until("stop-later", step.stopNotBefore());
            case FAILED -> afterFailure(step);
            case DONE, SKIPPED, SUPERSEDED -> null;
        };
    }

    private static @Nullable Reason whileRunning(Operation operation, @Nullable Server server) {
        Instant started = operation.started();
        return switch (operation.state()) {
            case RUNNING -> Reason.until("running", started == null ? null : started.plus(operation.limit()));
            case PENDING -> Reason.of(server == null || server.state() == ServerState.ACTIVE ? "queue" : held(server));
            case RELOADING -> Reason.of("reload");
            default -> null;
        };
    }

    private static String held(Server server) {
        return server.state() == ServerState.BLOCKED ? "blocked" : "drained";
    }

    private @Nullable Reason afterFailure(Step step) {
        Task task = tasks.get(step.processInstanceId());
        Job timer = timers.get(step.processInstanceId());
        if (task != null) {
            String who = task.getAssignee();
            return new Reason(who == null ? "person" : "assignee", null, who);
        }
        return timer == null ? null : Reason.until("retry", timer.getDuedate().toInstant());
    }
}
