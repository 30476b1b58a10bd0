package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.springframework.stereotype.Component;

/** What services that exist no more have left on servers: what was to take it away failed, and nobody waits for it. */
@Component
class Leftovers {

    private static final String PROCESS = "retry-operation";

    private final StoredOperations stored;
    private final StoredSteps steps;
    private final Operations operations;
    private final FormerServices services;
    private final Processes processes;
    private final Audit audit;

    Leftovers(
            StoredOperations stored,
            StoredSteps steps,
            Operations operations,
            FormerServices services,
            Processes processes,
            Audit audit) {
        this.stored = stored;
        this.steps = steps;
        this.operations = operations;
        this.services = services;
        this.processes = processes;
        this.audit = audit;
    }

    /** Those of them by which something can be taken away once more. */
    Set<UUID> among(Collection<Operation> shown) {
        List<Operation> failed = shown.stream().filter(Leftovers::isTakingAway).toList();
        if (failed.isEmpty()) {
            return Set.of();
        }
        Set<UUID> gone = services.among(
                failed.stream().map(Operation::serviceId).distinct().toList());
        return failed.stream()
                .filter(operation -> gone.contains(operation.serviceId()))
                .map(Operation::id)
                .collect(Collectors.toSet());
    }

    /**
     * Takes it away once more: as it was wanted then, on the server of then, by a process of its own. From here on the
     * new operation stands for the failed one.
     *
     * @return false if the operation does not take anything away, or did not fail, or a process waits for it
     * @throws Refusal when its service exists, or its name belongs to another one
     */
    boolean clear(UUID operationId) {
        Operation failed = stored.lock(operationId).orElseThrow();
        StepState state = steps.findById(failed.stepId()).orElseThrow().state();
        if (!isTakingAway(failed) || state.isAwaited()) {
            return false;
        }
        services.requireGone(failed);
        String request = failed.requestId().toString();
        if (processes.isRunning(PROCESS, request)) {
            throw Refusal.at("", "moving");
        }
        Step again = operations.planOnceMore(failed);
        again.triggeredBy(Trigger.PERSON, Acting.current().login());
        audit.record("retry", "operation", operationId, null, Map.of("step", again.id()));
        processes.start(PROCESS, request, Map.of("stepId", again.id().toString()));
        return true;
    }

    private static boolean isTakingAway(Operation operation) {
        return operation.verb() == Verb.REMOVE
                && operation.checks() == null
                && operation.state().mayRunAgain();
    }
}
