package org.batuta.orchestration;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the failure policy sees of a step that left its task, and what makes failures equal. Never text of a server.
 *
 * @param outcome the worst of the step's operations
 * @param attempt how often that operation was tried
 */
public record Failure(
        Incident.Kind kind,
        @Nullable UUID serverId,
        @Nullable String serviceType,
        @Nullable Verb verb,
        Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable String symptom,
        int attempt) {

    static Failure of(Operation operation, Outcome outcome) {
        return new Failure(
                Incident.Kind.FAILURE,
                operation.serverId(),
                operation.serviceType(),
                operation.verb(),
                outcome,
                operation.exitCode(),
                operation.symptom(),
                operation.attempts());
    }

    static Failure hostKey(UUID serverId) {
        return new Failure(Incident.Kind.HOST_KEY, serverId, null, null, Outcome.UNREACHABLE, null, "host-key", 0);
    }

    /** Where nothing reached the server, all failures of the server are the same one. */
    Failure group() {
        return outcome == Outcome.UNREACHABLE
                ? new Failure(kind, serverId, null, null, outcome, null, symptom, 0)
                : this;
    }
}
