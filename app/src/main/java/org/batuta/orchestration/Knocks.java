package org.batuta.orchestration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happens to a crowd at a server that nothing reaches: one step at a time tries whether it is back, when the failure
 * policy says so, and all others wait behind it. Whoever hears of the server first lets all of them go on.
 */
@Component
class Knocks {

    /** As long as no policy has said when. */
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final StoredServers servers;
    private final StoredSteps steps;
    private final Standstill standstill;
    private final Processes processes;
    private final JdbcClient sql;
    private final Transactions transactions;
    private final Clock clock;

    Knocks(
            StoredServers servers,
            StoredSteps steps,
            Standstill standstill,
            Processes processes,
            JdbcClient sql,
            Transactions transactions,
            Clock clock) {
        this.servers = servers;
        this.steps = steps;
        this.standstill = standstill;
        this.processes = processes;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Nothing reached it. */
    void unheard(UUID serverId) {
        transactions.retrying(() -> {
            Server server = servers.lock(serverId).orElseThrow();
            if (server.fallsSilent(clock.instant().plus(FIRST))) {
                standstill.hold(server);
            }
        });
    }

    /** A step that did not reach it is tried again then, and so is the server. */
    void next(@Nullable UUID serverId, Instant when) {
        sql.sql("update server set knock_at = :when where id = :id and knock_at is not null")
                .param("when", when.atOffset(ZoneOffset.UTC))
                .param("id", serverId)
                .update();
    }

    /** Somebody thinks that it is back. */
    void now(@Nullable UUID serverId) {
        next(serverId, clock.instant());
    }

    /** It answered, as the running transaction writes down. */
    void heard(UUID serverId) {
        boolean news = sql.sql("update server set knock_at = null where id = ? and knock_at is not null")
                        .param(serverId)
                        .update()
                > 0;
        if (news) {
            transactions.afterCommit(() -> goOn(servers.findById(serverId).orElseThrow()));
        }
    }

    /** Also those whose time of the next try has not come, and those that a person was asked about. */
    private void goOn(Server server) {
        Collection<Step> cutOff = steps.cutOff(server.id());
        standstill.goOn(server);
        standstill.dissolve(server);
        cutOff.forEach(step -> transactions.afterCommit(() -> retry(step.id())));
    }

    private void retry(UUID stepId) {
        Step step = steps.lock(stepId).orElseThrow();
        String instance = step.processInstanceId();
        if (step.state() == StepState.FAILED && instance != null) {
            processes.sendTo(instance, Standstill.RETRY_NOW);
        }
    }
}
