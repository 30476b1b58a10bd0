package org.batuta.orchestration;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Wakes the process of a step once nothing of the step runs or may run: reached when all is done, else by the worst
 * outcome. Only called with the step's row locked, in the transaction that wrote what changed.
 */
@Component
class Settling {

    private final StoredOperations operations;
    private final StoredServers servers;
    private final Checks checks;
    private final Reloads reloads;
    private final Incidents incidents;
    private final Processes processes;
    private final ApplicationEventPublisher events;

    Settling(
            StoredOperations operations,
            StoredServers servers,
            Checks checks,
            Reloads reloads,
            Incidents incidents,
            Processes processes,
            ApplicationEventPublisher events) {
        this.operations = operations;
        this.servers = servers;
        this.checks = checks;
        this.reloads = reloads;
        this.incidents = incidents;
        this.processes = processes;
        this.events = events;
    }

    void settle(Step step) {
        String execution = step.executionId();
        List<Operation> all = operations.ofStep(step.id());
        if (execution == null) {
            if (step.state() == StepState.RUNNING) {
                settleByItself(step, all);
            }
            return;
        }
        List<Operation> work =
                all.stream().filter(operation -> operation.checks() == null).toList();
        work.forEach(reloads::release);
        switch (step.state()) {
            case RUNNING -> settleRun(step, execution, work);
            case CHECKING -> settleCheck(step, execution, all, work);
            case STOPPING -> settleStop(step, execution, all, work);
            default -> throw new IllegalStateException("Step " + step.id() + " is " + step.state());
        }
    }

    private void settleRun(Step step, String execution, List<Operation> work) {
        if (work.stream().anyMatch(operation -> mayGoOn(operation, work))) {
            return;
        }
        Outcome worst = Operations.worst(work);
        end(step, worst);
        if (worst.isDone()) {
            processes.reach(execution);
        } else {
            processes.fail(execution, worst.errorCode());
        }
    }

    /** From here on it is a process like every other failure: it tries once more, and then asks the policy. */
    private void settleByItself(Step step, List<Operation> all) {
        if (all.stream().allMatch(operation -> operation.state().hasEnded())) {
            Outcome worst = Operations.worst(all);
            end(step, worst);
            if (!worst.isDone()) {
                all.forEach(reloads::failed);
                String server = String.valueOf(step.serverId());
                processes.start(
                        "reload-server",
                        server,
                        Map.of("serverId", server, "stepId", step.id().toString()));
            }
        }
    }

    private void settleCheck(Step step, String execution, List<Operation> all, List<Operation> work) {
        if (all.stream()
                .anyMatch(operation ->
                        operation.checks() != null && !operation.state().hasEnded())) {
            return;
        }
        List<Operation> open = work.stream()
                .filter(operation -> operation.state().mayRunAgain())
                .toList();
        Checks.Finding finding = checks.find(step, work);
        open.stream().filter(operation -> operation.state().isDone()).forEach(reloads::found);
        step.checked();
        if (finding == Checks.Finding.AS_WISHED) {
            processes.reach(execution);
        } else {
            processes.fail(execution, finding.errorCode());
        }
    }

    private void settleStop(Step step, String execution, List<Operation> all, List<Operation> work) {
        if (all.stream().noneMatch(Stops::mayRun)) {
            end(step, Operations.worst(work));
            processes.reach(execution);
        }
    }

    private void end(Step step, Outcome outcome) {
        step.end(outcome);
        if (outcome.isDone()) {
            incidents.leave(step);
        }
        events.publishEvent(
                new StepEvents.StepEnded(step.requestId(), step.id(), serverName(step), step.isUndo(), outcome));
    }

    /** It runs, or waits for nothing but its turn or its reload. */
    private static boolean mayGoOn(Operation operation, List<Operation> work) {
        return operation.state() == OperationState.RUNNING
                || operation.state() == OperationState.RELOADING
                || operation.state() == OperationState.PENDING
                        && work.stream()
                                .noneMatch(earlier -> earlier.position() < operation.position()
                                        && earlier.serviceId().equals(operation.serviceId())
                                        && earlier.state().mayRunAgain());
    }

    private @Nullable String serverName(Step step) {
        UUID serverId = step.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
