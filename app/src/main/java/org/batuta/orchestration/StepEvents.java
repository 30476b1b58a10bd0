package org.batuta.orchestration;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a step; published synchronously, inside the transaction that makes it true. */
public final class StepEvents {

    private StepEvents() {}

    /** The step's operations wait for the dispatcher; {@code serverName} is null for probes. */
    public record StepStarted(
            UUID requestId, UUID stepId, @Nullable String serverName, boolean undo, Trigger trigger) {}

    /** All is done, or the step left its task by its worst outcome. */
    public record StepEnded(
            UUID requestId, UUID stepId, @Nullable String serverName, boolean undo, Outcome outcome) {}

    /** The policy tries again by itself. */
    public record RetryScheduled(
            UUID requestId, UUID stepId, @Nullable String serverName, Outcome outcome, Instant until) {}

    /** A person has to decide; told once per group of equal failures. */
    public record RepairWanted(
            UUID requestId, UUID stepId, @Nullable String serverName, Outcome outcome, UUID incidentId) {}

    /** A person decided. */
    public record RepairChosen(
            UUID requestId, UUID stepId, @Nullable String serverName, String choice, String by) {}

    /** Nobody knew how it ended; the server is being compared with the record. */
    public record CheckStarted(
            UUID requestId, UUID stepId, @Nullable String serverName) {}

    /** The step is being stopped: whatever it started on the server is killed and proven dead. */
    public record StopStarted(
            UUID requestId, UUID stepId, @Nullable String serverName) {}

    /** The server does not answer, so the stop goes on later. */
    public record StopDelayed(
            UUID requestId, UUID stepId, @Nullable String serverName, Instant until) {}

    /** The server takes nothing for now: the step waits for it. */
    public record StepHeld(UUID requestId, UUID stepId, String serverName, Held why) {}

    /** Why a server takes nothing. */
    public enum Held {
        /** Somebody works on it, or it is given a new release. */
        MAINTAINED,
        /** It shows a key that nobody accepted. */
        BLOCKED,
        /** Nothing reached it; somebody else tries whether it is back. */
        SILENT
    }

    /** The server takes operations again: the step goes on when its turn comes. */
    public record StepReleased(UUID requestId, UUID stepId, String serverName) {}

    /** The server has done it, but its daemon cannot read it: somebody else's fault, put right first. */
    public record ReloadDelayed(UUID requestId, UUID stepId, String serverName) {}

    /** Gone on without it. */
    public record StepSkipped(
            UUID requestId, UUID stepId, @Nullable String serverName) {}
}
