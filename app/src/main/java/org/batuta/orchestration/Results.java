package org.batuta.orchestration;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes what came back: attempt, state of the operation and wake of the process in one short transaction, with the
 * step's and the operation's rows locked, and only by whoever still holds the operation. In a crowd results wait for
 * their turn here, in order, so that half of the connections stays for the loop, the engine and the pages.
 */
@Component
class Results {

    /** An attempt ended with complaints although its exit code was 0; published inside the transaction. */
    record Warned(Operation operation, Attempt attempt) {}

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredAttempts attempts;
    private final StoredServers servers;
    private final Settling settling;
    private final Reloads reloads;
    private final Meters meters;
    private final Masks masks;
    private final Seals seals;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Sightings sightings;
    private final Knocks knocks;
    private final Clock clock;
    private final Semaphore turns;

    Results(
            StoredSteps steps,
            StoredOperations operations,
            StoredAttempts attempts,
            StoredServers servers,
            Settling settling,
            Reloads reloads,
            Meters meters,
            Masks masks,
            Seals seals,
            Transactions transactions,
            ApplicationEventPublisher events,
            Sightings sightings,
            Knocks knocks,
            Clock clock,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int connections) {
        this.steps = steps;
        this.operations = operations;
        this.attempts = attempts;
        this.servers = servers;
        this.settling = settling;
        this.reloads = reloads;
        this.meters = meters;
        this.masks = masks;
        this.seals = seals;
        this.transactions = transactions;
        this.events = events;
        this.sightings = sightings;
        this.knocks = knocks;
        this.clock = clock;
        this.turns = new Semaphore(Math.max(1, connections / 2), true);
    }

    /** Writes the end of what this node holds; nothing if it holds it no more. */
    boolean write(String node, Operation held, Result brought) {
        Result result = masks.masked(held, brought);
        Optional<Attempt> written = kept(held, settle -> {
            Step step = steps.lock(held.stepId()).orElseThrow();
            Operation operation = operations.lock(held.id()).orElseThrow();
            if (!operation.isHeldBy(node, held.attempts())) {
                return Optional.empty();
            }
            Attempt attempt = end(step, operation, node, result);
            settle.accept(step);
            return Optional.of(attempt);
        });
        written.ifPresent(attempt -> meters.ended(held, attempt));
        if (held.verb() == Verb.RELOAD && result.outcome().isDone()) {
            reloads.awaiting(held.id()).forEach(this::settle);
        }
        return written.isPresent();
    }

    /** Writes the end of a run that was killed on the server's own word, whoever held it. */
    void writeStopped(String node, Operation stopped, Result brought) {
        Result result = masks.masked(stopped, brought);
        int attempt = stopped.attempts();
        Optional<Attempt> written = kept(stopped, settle -> {
            Step step = steps.lock(stopped.stepId()).orElseThrow();
            Operation operation = operations.lock(stopped.id()).orElseThrow();
            Optional<Attempt> ended = Optional.empty();
            if (operation.state() == OperationState.RUNNING && operation.attempts() == attempt) {
                ended = Optional.of(end(step, operation, node, result));
            } else if (operation.isUnsettled() && operation.attempts() == attempt) {
                operation.settle();
            }
            settle.accept(step);
            return ended;
        });
        written.ifPresent(ended -> meters.ended(stopped, ended));
    }

    /** What follows in the process may fail for a reason of its own: the end is kept all the same, and {@link Chores} goes on. */
    private Optional<Attempt> kept(Operation operation, Function<Consumer<Step>, Optional<Attempt>> write) {
        turns.acquireUninterruptibly();
        try {
            return transactions.retrying(() -> write.apply(settling::settle));
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Operation {} ended, but what follows from that fails", operation.id(), e);
            return transactions.retrying(() -> write.apply(step -> {}));
        } finally {
            turns.release();
        }
    }

    /** Looks at a step once more, if its process still waits. */
    void settle(UUID stepId) {
        transactions.retrying(() -> settling.settle(steps.lock(stepId).orElseThrow()));
    }

    private Attempt end(Step step, Operation operation, String node, Result brought) {
        Outcome stopAs = step.stopAs();
        boolean stopped = step.state() == StepState.STOPPING && brought.outcome() == Outcome.ABORTED;
        Result result = stopped && stopAs != null ? brought.as(stopAs) : brought;
        Attempt attempt =
                attempts.save(new Attempt(step, operation, serverName(operation), node, result, clock.instant()));
        operation.end(result, clock.instant());
        operations.flush();
        UUID server = operation.serverId();
        if (server != null && result.outcome() != Outcome.UNREACHABLE && result.outcome() != Outcome.LOST) {
            sightings.seen(server, result.outcome().isDone());
            knocks.heard(server);
        }
        reloads.note(operation, result);
        if (result.outcome().isDone()) {
            seals.shred(operation);
        }
        if (result.outcome() == Outcome.DONE_WITH_WARNING) {
            events.publishEvent(new Warned(operation, attempt));
        }
        return attempt;
    }

    private @Nullable String serverName(Operation operation) {
        UUID serverId = operation.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
