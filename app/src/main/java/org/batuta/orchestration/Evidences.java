package org.batuta.orchestration;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Collects what a person needs to decide about a step. */
@Service
public class Evidences {

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredAttempts attempts;
    private final StoredServers servers;

    Evidences(StoredSteps steps, StoredOperations operations, StoredAttempts attempts, StoredServers servers) {
        this.steps = steps;
        this.operations = operations;
        this.attempts = attempts;
        this.servers = servers;
    }

    /** The step with all its operations and every attempt of each. */
    @Transactional(readOnly = true)
    public Evidence of(UUID stepId) {
        return find(stepId).orElseThrow(() -> new IllegalArgumentException("No step " + stepId));
    }

    /** The same, if there is such a step. */
    @Transactional(readOnly = true)
    public Optional<Evidence> find(UUID stepId) {
        return steps.findById(stepId).map(this::of);
    }

    private Evidence of(Step step) {
        UUID stepId = step.id();
        List<Operation> all = operations.ofStep(stepId);
        UUID serverId = step.serverId();
        UUID incident = step.incidentId();
        return new Evidence(
                step,
                serverId == null ? null : servers.findById(serverId).orElse(null),
                all,
                attempts
                        .findByOperationIdInOrderByEnded(
                                all.stream().map(Operation::id).toList())
                        .stream()
                        .collect(Collectors.groupingBy(Attempt::operationId)),
                incident == null ? 0 : steps.findByIncidentId(incident).size() - 1);
    }
}
