package org.batuta.orchestration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What requests want on servers, step by step. The rows written here are the truth: the dispatcher of any node finds
 * them after the commit, runs them, and wakes the process that waits at the step.
 */
@Service
public class Operations {

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredServers servers;
    private final Scripts scripts;
    private final OrchestrationSettings settings;
    private final Checks checks;
    private final Incidents incidents;
    private final Standstill standstill;
    private final Knocks knocks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Operations(
            StoredSteps steps,
            StoredOperations operations,
            StoredServers servers,
            Scripts scripts,
            OrchestrationSettings settings,
            Checks checks,
            Incidents incidents,
            Standstill standstill,
            Knocks knocks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.steps = steps;
        this.operations = operations;
        this.servers = servers;
        this.scripts = scripts;
        this.settings = settings;
        this.checks = checks;
        this.incidents = incidents;
        this.standstill = standstill;
        this.knocks = knocks;
        this.events = events;
        this.clock = clock;
    }

    /** Writes down what a request has for one server; nothing runs before {@link #submit}. */
    @Transactional
    public Step plan(PlannedStep planned) {
        Step step = steps.save(new Step(planned, steps.lastPosition(planned.requestId()) + 1));
        operations.saveAll(made(step, planned));
        return step;
    }

    /** Writes down the same once more, on the server on which it failed. */
    Step planOnceMore(Operation failed) {
        PlannedStep planned = new PlannedStep(failed.requestId(), failed.serverId(), true, List.of(failed.onceMore()));
        Step step = plan(planned);
        operations.ofStep(step.id()).forEach(again -> again.triesAgain(failed));
        failed.supersede(clock.instant());
        return step;
    }

    /** What failed once more is given up, and can be tried again: nobody waits for it any more. */
    @Transactional
    public void giveUp(UUID stepId) {
        Step step = lock(stepId);
        step.supersede();
        incidents.leave(step);
    }

    /** Whether something of a service of this name, which is no more, is just being tried again. */
    @Transactional(readOnly = true)
    public boolean isBeingCleared(String serviceType, String serviceName) {
        return operations.countRetried(serviceType, serviceName, StepState.OVER) > 0;
    }

    /** What {@link #plan} would write down; it is written nowhere. */
    public List<Operation> dryRun(PlannedStep planned) {
        return made(new Step(planned, 1), planned);
    }

    private List<Operation> made(Step step, PlannedStep planned) {
        List<Operation> made = new ArrayList<>();
        for (PlannedOperation operation : planned.operations()) {
            Script script =
                    operation.verb().isScript() ? scripts.script(operation.serviceType(), operation.verb()) : null;
            Duration limit = settings.limitOf(operation.serviceType(), operation.verb(), script);
            made.add(new Operation(step, made.size() + 1, operation, script, limit, clock.instant()));
        }
        return made;
    }

    /** The first step with a server that has not begun. */
    @Transactional(readOnly = true)
    public Optional<UUID> next(UUID requestId, boolean undo) {
        return steps.planned(requestId, undo).stream().findFirst();
    }

    /** The step whose probes prove the request from outside, while it is still to be seen. */
    @Transactional(readOnly = true)
    public Optional<UUID> probes(UUID requestId) {
        return steps.probes(requestId, StepState.OVER).stream().findFirst();
    }

    /** Everything a request has or had for servers, in order. */
    @Transactional(readOnly = true)
    public List<Operation> ofRequest(UUID requestId) {
        return operations.ofRequest(requestId);
    }

    /** The ledger: what the request did on servers, in the order in which it was done; undone backwards. */
    @Transactional(readOnly = true)
    public List<Operation> done(UUID requestId) {
        return operations.ledger(requestId);
    }

    /** The forward steps of which anything may have reached its server: what an undo has to take back. */
    @Transactional(readOnly = true)
    public List<Step> begun(UUID requestId) {
        List<UUID> reached = operations.ofRequest(requestId).stream()
                .filter(operation -> operation.attempts() > 0)
                .map(Operation::stepId)
                .toList();
        return steps.ofRequest(requestId).stream()
                .filter(step -> !step.isUndo() && step.serverId() != null && reached.contains(step.id()))
                .toList();
    }

    /**
     * A process waits for the step: everything in it that is not done goes to the dispatcher.
     *
     * @return false if nothing is left to wait for
     */
    @Transactional
    public boolean submit(UUID stepId, String executionId, String processInstanceId) {
        Step step = lock(stepId);
        if (step.state() == StepState.DONE) {
            return false;
        }
        List<Operation> all = work(stepId);
        all.stream()
                .filter(operation -> operation.state() == OperationState.PENDING
                        || operation.state().mayRunAgain())
                .forEach(operation -> operation.queue(clock.instant()));
        step.run(executionId, processInstanceId);
        if (all.stream().allMatch(operation -> operation.state().hasEnded())) {
            step.end(Outcome.DONE);
            incidents.leave(step);
            return false;
        }
        events.publishEvent(
                new StepEvents.StepStarted(step.requestId(), stepId, serverName(step), step.isUndo(), step.trigger()));
        tellIfHeld(step);
        events.publishEvent(new WorkQueued());
        return true;
    }

    /** A process waits to hear whether the server is as wished, although the step's end was not seen or done by hand. */
    @Transactional
    public boolean check(UUID stepId, String executionId) {
        Step step = lock(stepId);
        step.check(executionId);
        checks.queue(step, work(stepId));
        events.publishEvent(new StepEvents.CheckStarted(step.requestId(), stepId, serverName(step)));
        tellIfHeld(step);
        events.publishEvent(new WorkQueued());
        return true;
    }

    /**
     * A process waits until whatever the step started is dead. What never began is taken from the queue; if it is late
     * because its server is in maintenance, or because its daemon does not read its files again, it only waits anew.
     *
     * @param as ABORTED when a person wants it, TIMED_OUT when the wait was too long
     * @return false if nothing can be running
     */
    @Transactional
    public boolean stop(UUID stepId, String executionId, Outcome as) {
        Step step = lock(stepId);
        List<Operation> all = operations.ofStep(stepId);
        boolean maintained = server(step).map(Server::maintenance).isPresent();
        Outcome late = as == Outcome.TIMED_OUT && maintained ? Outcome.UNREACHABLE : as;
        Outcome unread = as == Outcome.TIMED_OUT ? Outcome.UNREACHABLE : as;
        for (Operation operation : all) {
            if (operation.state() == OperationState.PENDING) {
                operation.end(Result.of(late, "never begun"), clock.instant());
            } else if (operation.state() == OperationState.RELOADING) {
                operation.end(Result.of(unread, "not reloaded"), clock.instant());
            }
        }
        step.stop(executionId, as);
        if (all.stream().noneMatch(Stops::mayRun)) {
            step.end(worst(work(stepId)));
            return false;
        }
        events.publishEvent(new StepEvents.StopStarted(step.requestId(), stepId, serverName(step)));
        events.publishEvent(new WorkQueued());
        return true;
    }

    /** The policy tries again by itself, then, because this is how the last try or check ended. */
    @Transactional
    public void retryAt(UUID stepId, Outcome because, Instant when) {
        Step step = lock(stepId);
        step.triggeredBy(Trigger.POLICY, step.triggeredBy());
        if (because == Outcome.UNREACHABLE) {
            knocks.next(step.serverId(), when);
        }
        events.publishEvent(new StepEvents.RetryScheduled(step.requestId(), stepId, serverName(step), because, when));
    }

    /** The request goes on without this step. */
    @Transactional
    public void skip(UUID stepId) {
        Step step = lock(stepId);
        step.skip();
        incidents.leave(step);
        events.publishEvent(new StepEvents.StepSkipped(step.requestId(), stepId, serverName(step)));
    }

    /** Ends all forward steps that are not done, before the request is planned anew. */
    @Transactional
    public void supersede(UUID requestId) {
        steps.ofRequest(requestId).stream().filter(step -> !step.isUndo()).forEach(step -> supersedeStep(step.id()));
    }

    /** Ends one step that is not done, before another one is planned in its place. */
    @Transactional
    public void supersedeStep(UUID stepId) {
        Step step = lock(stepId);
        if (!step.state().isOver()) {
            work(stepId).stream()
                    .filter(operation -> !operation.state().isDone())
                    .forEach(operation -> operation.supersede(clock.instant()));
            step.supersede();
            incidents.leave(step);
        }
    }

    /** Why the step left its task, as the failure policy sees it: its worst operation. */
    @Transactional(readOnly = true)
    public Failure failure(UUID stepId) {
        List<Operation> all = work(stepId);
        Outcome worst = worst(all);
        return all.stream()
                .filter(operation -> operation.state() == OperationState.valueOf(worst.name()))
                .findFirst()
                .map(operation -> Failure.of(operation, worst))
                .orElseThrow(() -> new IllegalStateException("Step " + stepId + " has no failure"));
    }

    /** A check that did not reach its server, as the failure policy sees it. */
    @Transactional(readOnly = true)
    public Failure checkFailure(UUID stepId) {
        return operations.ofStep(stepId).stream()
                .filter(operation -> operation.checks() != null && operation.state() == OperationState.UNREACHABLE)
                .findFirst()
                .map(operation -> Failure.of(operation, Outcome.UNREACHABLE))
                .orElseThrow(() -> new IllegalStateException("Step " + stepId + " has no failed check"));
    }

    private void tellIfHeld(Step step) {
        server(step).ifPresent(server -> standstill.tellIfHeld(step, server));
    }

    private Optional<Server> server(Step step) {
        return Optional.ofNullable(step.serverId()).flatMap(servers::findById);
    }

    /** What the step wanted on its server, without the checks. */
    /** For which account the step is; null for one of a server. */
    @Nullable
    UUID accountOf(UUID stepId) {
        return operations.ofStep(stepId).stream()
                .filter(operation -> !operation.isOfServer())
                .map(Operation::accountId)
                .findFirst()
                .orElse(null);
    }

    private List<Operation> work(UUID stepId) {
        return operations.ofStep(stepId).stream()
                .filter(operation -> operation.checks() == null)
                .toList();
    }

    static Outcome worst(List<Operation> all) {
        return all.stream()
                .map(Operation::state)
                .filter(state -> state.hasEnded() && state != OperationState.SUPERSEDED)
                .map(state -> Outcome.valueOf(state.name()))
                .reduce(Outcome.DONE, Outcome::or);
    }

    private Step lock(UUID stepId) {
        return steps.lock(stepId).orElseThrow(() -> new IllegalArgumentException("No step " + stepId));
    }

    private @Nullable String serverName(Step step) {
        UUID serverId = step.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
