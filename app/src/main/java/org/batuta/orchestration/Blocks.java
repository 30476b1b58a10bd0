package org.batuta.orchestration;

import java.util.Map;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stops hard when a server shows a key that nobody accepted: one incident, one task, nothing sent, nothing retried. */
@Component
class Blocks {

    private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

    private final StoredServers servers;
    private final Incidents incidents;
    private final Processes processes;
    private final Transactions transactions;
    private final Standstill standstill;

    Blocks(
            StoredServers servers,
            Incidents incidents,
            Processes processes,
            Transactions transactions,
            Standstill standstill) {
        this.servers = servers;
        this.standstill = standstill;
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
                standstill.begin(server);
            }
        });
    }
}
