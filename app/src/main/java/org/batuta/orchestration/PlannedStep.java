package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one request has for one server, in order. Operations of one service follow each other and stop at
 * the first that is not done; those of different services do not wait for each other.
 *
 * @param requestId the request, which is the business key of the process that runs the step
 * @param serverId null for probes, which run here
 * @param undo whether the step belongs to the undo of the request
 */
public record PlannedStep(UUID requestId, @Nullable UUID serverId, boolean undo, List<PlannedOperation> operations) {

    public PlannedStep {
        operations = List.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("A step without operations has nothing to wait for");
        }
    }
}
