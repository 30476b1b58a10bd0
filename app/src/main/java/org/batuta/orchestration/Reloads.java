package org.batuta.orchestration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.workflow.Transactions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Daemons that have to read their files again. A reload is an operation of the server, the {@code reload.sh} of a type of
 * service: one waits for all operations that want it before it begins, and they are done when it is. It is wanted in the
 * transaction that writes an attempt's end, so that whoever dies, it is not forgotten. It runs without a process; if it
 * fails, {@code reload-server} takes over, and the operations go on waiting.
 */
@Service
public class Reloads {

    private static final Set<Verb> CHANGING = EnumSet.of(Verb.APPLY, Verb.REMOVE, Verb.SET_PASSWORD);

    /** What a script says on stdout before it puts in place what its daemon reads only when it is told to. */
    private static final String DUE = "reload=due";

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredAttempts attempts;
    private final StoredServers servers;
    private final Scripts scripts;
    private final Incidents incidents;
    private final OrchestrationSettings settings;
    private final ApplicationEventPublisher events;
    private final Transactions transactions;
    private final Clock clock;

    Reloads(
            StoredSteps steps,
            StoredOperations operations,
            StoredAttempts attempts,
            StoredServers servers,
            Scripts scripts,
            Incidents incidents,
            OrchestrationSettings settings,
            ApplicationEventPublisher events,
            Transactions transactions,
            Clock clock) {
        this.steps = steps;
        this.operations = operations;
        this.attempts = attempts;
        this.servers = servers;
        this.scripts = scripts;
        this.incidents = incidents;
        this.settings = settings;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** An attempt ended: notes the reload that it needs, and lets what is done wait for it. */
    void note(Operation operation, Result result) {
        if (isDue(result)) {
            need(operation);
        }
        await(operation);
    }

    /** A check found it done: whoever did it, by hand or unseen, told nobody whether its daemon has read it. */
    void found(Operation operation) {
        if (isOver(operation)) {
            need(operation);
        }
        await(operation);
    }

    private void need(Operation operation) {
        UUID serverId = operation.serverId();
        if (serverId != null && CHANGING.contains(operation.verb())) {
            scripts.find(operation.serviceType(), Verb.RELOAD)
                    .flatMap(script -> wanted(serverId, operation, script))
                    .ifPresent(reload -> operation.needs(reload.id()));
        }
    }

    /** What ended by itself says so; of what was cut short nobody knows. */
    private static boolean isDue(Result result) {
        Output said = result.stdout();
        return switch (result.outcome()) {
            case LOST, TIMED_OUT, ABORTED -> true;
            case UNREACHABLE -> false;
            case DONE, DONE_WITH_WARNING, REFUSED ->
                said.isCut() || said.text().lines().anyMatch(DUE::equals);
        };
    }

    /** Lets an operation that is done wait for the reload that it needs, if that is not over. */
    private void await(Operation operation) {
        UUID serverId = operation.serverId();
        if (serverId != null && operation.state().isDone() && !isOver(operation)) {
            takeTurn(serverId);
            operation.awaitReload();
            reloadOf(operation)
                    .filter(reload -> operations.aReloadHasFailed(serverId, reload.serviceType()))
                    .ifPresent(held -> tell(operation.stepId()));
        }
    }

    /**
     * A reload did not succeed at once: who waits for it, or for a later one that it holds up, hears that it takes longer.
     * Who comes to wait until it is over hears it then.
     */
    void failed(Operation reload) {
        UUID serverId = Objects.requireNonNull(reload.serverId());
        takeTurn(serverId);
        operations.awaitingReloads(serverId, reload.serviceType()).forEach(this::tell);
    }

    /**
     * Who wants a reload, waits for one or saw one fail queues for each other until the end of the transaction, and for
     * nobody who holds a reload: each sees what the others have written.
     */
    private void takeTurn(UUID serverId) {
        transactions.hold("reload " + serverId);
    }

    private void tell(UUID stepId) {
        Step step = steps.findById(stepId).orElseThrow();
        Optional.ofNullable(step.serverId())
                .flatMap(servers::findById)
                .ifPresent(server ->
                        events.publishEvent(new StepEvents.ReloadDelayed(step.requestId(), stepId, server.name())));
    }

    /** Ends the waiting of an operation whose reload is over. */
    void release(Operation operation) {
        if (operation.state() == OperationState.RELOADING && isOver(operation)) {
            operation.reloaded(attempts.findFirstByOperationIdOrderByEndedDesc(operation.id())
                    .map(Attempt::outcome)
                    .filter(Outcome::isDone)
                    .orElse(Outcome.DONE));
        }
    }

    private boolean isOver(Operation operation) {
        return reloadOf(operation)
                .map(Operation::state)
                .filter(state -> !state.isDone() && state != OperationState.SUPERSEDED)
                .isEmpty();
    }

    private Optional<Operation> reloadOf(Operation operation) {
        return Optional.ofNullable(operation.reload()).flatMap(operations::findById);
    }

    /** The steps of which something waits for this reload, if it is over. */
    List<UUID> awaiting(UUID reload) {
        return operations.awaiting(reload);
    }

    /** Nobody waits for what a person gave up, or did by hand. */
    @Transactional
    public void close(UUID stepId) {
        Step step = steps.lock(stepId).orElseThrow();
        operations.ofStep(stepId).stream()
                .filter(operation -> operation.state().mayRunAgain())
                .forEach(operation -> operation.supersede(clock.instant()));
        if (!step.state().isOver()) {
            step.supersede();
            incidents.leave(step);
        }
    }

    /** The reload to come. One that begins this moment does not count: it may have read already. */
    private Optional<Operation> wanted(UUID serverId, Operation by, Script script) {
        takeTurn(serverId);
        return operations
                .reloadToCome(serverId, by.serviceType())
                .or(() -> servers.findById(serverId)
                        .filter(server -> server.state() != ServerState.RETIRED)
                        .map(server -> plan(server, by, script)));
    }

    private Operation plan(Server server, Operation by, Script script) {
        PlannedOperation planned = new PlannedOperation(
                server.id(),
                server.name(),
                server.id(),
                by.serviceType(),
                server.name(),
                Verb.RELOAD,
                Map.of(),
                null,
                JsonNodeFactory.instance.objectNode(),
                Acting.system().login(),
                null);
        Step step = steps.save(new Step(
                new PlannedStep(server.id(), server.id(), false, List.of(planned)),
                steps.lastPosition(server.id()) + 1));
        step.runByItself();
        events.publishEvent(new WorkQueued());
        return operations.saveAndFlush(new Operation(
                step, 1, planned, script, settings.limitOf(by.serviceType(), Verb.RELOAD, script), clock.instant()));
    }
}
