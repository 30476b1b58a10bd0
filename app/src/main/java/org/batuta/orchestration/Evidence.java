package org.batuta.orchestration;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to decide about a step.
 *
 * @param server null for probes
 * @param operations in order, checks included
 * @param attempts all tries, oldest first, by operation
 * @param others how many other steps wait for the same decision
 */
public record Evidence(
        Step step, @Nullable Server server, List<Operation> operations, Map<UUID, List<Attempt>> attempts, int others) {

    /** The tries of one operation, oldest first. */
    public List<Attempt> of(Operation operation) {
        return attempts.getOrDefault(operation.id(), List.of());
    }
}
