package org.batuta.orchestration;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happens to the steps of a server that takes nothing for a while: in maintenance, blocked, or silent. They wait
 * visibly, in their order, and go on by themselves. That nothing reaches a server in maintenance is nobody's trouble.
 */
@Component
class Standstill {

    static final String RETRY_NOW = "retryNow";

    private static final int FEW = 100;
    private static final Set<StepState> WAITING = Set.of(StepState.RUNNING, StepState.CHECKING);

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredServers servers;
    private final StoredIncidents incidents;
    private final Leases leases;
    private final ServerScripts scripts;
    private final Release release;
    private final Incidents groups;
    private final Processes processes;
    private final JdbcClient sql;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Standstill(
            StoredSteps steps,
            StoredOperations operations,
            StoredServers servers,
            StoredIncidents incidents,
            Leases leases,
            ServerScripts scripts,
            Release release,
            Incidents groups,
            Processes processes,
            JdbcClient sql,
            Transactions transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.steps = steps;
        this.operations = operations;
        this.servers = servers;
        this.incidents = incidents;
        this.leases = leases;
        this.scripts = scripts;
        this.release = release;
        this.groups = groups;
        this.processes = processes;
        this.sql = sql;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** In the transaction in which the server stops taking operations. */
    void begin(Server server) {
        hold(server);
        if (server.maintenance() != null) {
            dissolve(server);
        }
    }

    /** Tells all that wait for it why. */
    void hold(Server server) {
        eachWaiting(server, this::tell);
    }

    /** In the transaction in which the server takes operations again: how it was before is past. */
    void end(Server server) {
        sql.sql("update server_facts set missed = 0, asked = null where server_id = ?")
                .param(server.id())
                .update();
        goOn(server);
    }

    /** What kept all that wait for it from beginning is over. */
    void goOn(Server server) {
        eachWaiting(server, (step, now) -> {
            release(step, now);
            tellIfHeld(step, now);
        });
        events.publishEvent(new WorkQueued());
    }

    /** It waits for its server, if that takes nothing now, or lacks a script that the step names. */
    void tellIfHeld(Step step, Server server) {
        if (server.state() == ServerState.BLOCKED
                || server.state() == ServerState.DRAINING
                || server.isSilent() && isBehindAnother(step, server)
                || server.state() == ServerState.ACTIVE && lacksScript(step, server)) {
            tell(step, server);
        }
    }

    /** The server is silent, and it is not this step that tries now whether it is back. */
    private boolean isBehindAnother(Step step, Server server) {
        return !server.mayBeTriedAt(clock.instant())
                || operations.ofStep(step.id()).stream().allMatch(operation -> operation.attempts() == 0);
    }

    /** In the transaction in which scripts may be handed over to the server that could not before. */
    void supplied(Server server, Collection<UUID> waited) {
        List<UUID> still = scripts.waiting(server.id());
        steps.findAllById(waited).stream()
                .filter(step -> !still.contains(step.id()))
                .forEach(step -> release(step, server));
        events.publishEvent(new WorkQueued());
    }

    /** A server that has this node's release has every script that this node plans. */
    private boolean lacksScript(Step step, Server server) {
        if (release.name().equals(server.release())) {
            return false;
        }
        operations.flush();
        return scripts.waiting(server.id()).contains(step.id());
    }

    private void release(Step step, Server server) {
        events.publishEvent(new StepEvents.StepReleased(step.requestId(), step.id(), server.name()));
    }

    private void tell(Step step, Server server) {
        events.publishEvent(new StepEvents.StepHeld(step.requestId(), step.id(), server.name(), why(server)));
    }

    private static StepEvents.Held why(Server server) {
        if (server.state() == ServerState.BLOCKED) {
            return StepEvents.Held.BLOCKED;
        }
        return server.isSilent() ? StepEvents.Held.SILENT : StepEvents.Held.MAINTAINED;
    }

    /** Back to the queue, if the server is away because somebody works on it: nothing was sent. */
    boolean givesBack(UUID serverId, String node, Collection<Operation> held) {
        return transactions.retrying(() -> {
            Server server = servers.findById(serverId).orElseThrow();
            if (server.maintenance() == null) {
                return false;
            }
            held.forEach(operation -> leases.giveBack(node, operation));
            held.stream()
                    .map(Operation::stepId)
                    .distinct()
                    .forEach(step -> tellIfHeld(steps.findById(step).orElseThrow(), server));
            return true;
        });
    }

    /** Nobody has to decide any more: what waited for a person because nothing reached the server waits for the server. */
    void dissolve(Server server) {
        incidents.findByServerIdAndKindAndClosedIsNull(server.id(), Incident.Kind.FAILURE).stream()
                .filter(incident -> incident.outcome() == Outcome.UNREACHABLE)
                .forEach(this::dissolve);
    }

    private void dissolve(Incident incident) {
        for (Step step : steps.findByIncidentId(incident.id())) {
            UUID request = step.requestId();
            groups.leave(steps.lock(step.id()).orElseThrow());
            transactions.afterCommit(() -> processes.send(RETRY_NOW, request.toString()));
        }
    }

    /** Those that cannot go on; in a maintenance what runs there goes on to its end. There may be thousands: a few at a time. */
    private void eachWaiting(Server server, BiConsumer<Step, Server> tells) {
        List<UUID> all = steps.waiting(server.id(), server.state() == ServerState.BLOCKED);
        for (int from = 0; from < all.size(); from += FEW) {
            List<UUID> few = all.subList(from, Math.min(from + FEW, all.size()));
            transactions.afterCommit(() -> {
                Server now = servers.findById(server.id()).orElseThrow();
                steps.findAllById(few).stream()
                        .filter(step -> WAITING.contains(step.state()))
                        .forEach(step -> tells.accept(step, now));
            });
        }
    }
}
