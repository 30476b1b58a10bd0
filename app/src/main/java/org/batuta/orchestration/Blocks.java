package org.batuta.orchestration;

import java.util.Map;
import java.util.Set;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Stops hard when a server shows a key that nobody accepted: one incident, one task, nothing sent, nothing retried. */
@Component
class Blocks {

    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

    private static final Set<StepState> WAITING = Set.of(StepState.RUNNING, StepState.CHECKING);

    private final StoredServers servers;
    private final StoredSteps steps;
    private final Incidents incidents;
    private final Processes processes;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    Blocks(
            StoredServers servers,
            StoredSteps steps,
            Incidents incidents,
            Processes processes,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.servers = servers;
        this.steps = steps;
        this.events = events;
        this.incidents = incidents;
        this.processes = processes;
        this.transactions = transactions;
    }

    void block(Target target, HostKeyChanged change) {
        LOG.warn("Nothing is sent any more: {}", change.getMessage());
        transactions.retrying(() -> {
            Server server = servers.lock(target.serverId()).orElseThrow();
            if (server.state() == ServerState.ACTIVE || server.state() == ServerState.DRAINING) {
                server.block();
                incidents.open(Failure.hostKey(server.id()));
                String id = server.id().toString();
                processes.start("check-host-key", id, Map.of("serverId", id));
                steps.findByServerIdAndStateIn(server.id(), WAITING)
                        .forEach(step -> events.publishEvent(
                                new StepEvents.StepHeld(step.requestId(), step.id(), server.name())));
            }
        });
    }
}
