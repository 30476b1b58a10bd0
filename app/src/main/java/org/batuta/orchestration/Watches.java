package org.batuta.orchestration;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looks after servers at work that {@link Rounds} do not reach: each has one process as long as it is away, never
 * two. What is compared is where they stand, not what happened, so nothing is missed when a node dies in between: the
 * next look of any node begins and ends what should be.
 */
@Service
public class Watches {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final String PROCESS = "watch-servers";
    private static final String OVER = "awayNoMore";

    /** How many begin in one look: when all servers are away at once, the node has other things to do meanwhile. */
    private static final int AT_ONCE = 4;

    private static final String MISSED = "select f.server_id, f.missed, f.problem from server_facts f"
            + " join server s on s.id = f.server_id where s.state = 'ACTIVE' and f.missed > 0";

    private final JdbcClient sql;
    private final StoredServers stored;
    private final Servers servers;
    private final Rounds rounds;
    private final Letters letters;
    private final Processes processes;
    private final Transactions transactions;
    private final OrchestrationSettings settings;
    private final Clock clock;

    Watches(
            JdbcClient sql,
            StoredServers stored,
            Servers servers,
            Rounds rounds,
            Letters letters,
            Processes processes,
            Transactions transactions,
            OrchestrationSettings settings,
            Clock clock) {
        this.sql = sql;
        this.stored = stored;
        this.servers = servers;
        this.rounds = rounds;
        this.letters = letters;
        this.processes = processes;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A server at work that was not reached when it was last asked.
     *
     * @param missed at how many rounds in a row
     * @param problem what kept us from it the last time, in one line
     */
    public record Away(UUID serverId, int missed, @Nullable String problem) {}

    /** Begins for who has been away for long enough, and ends for who is away no more; a node looks all the time. */
    void look() {
        Map<UUID, Away> away =
                sql.sql(MISSED).query(Away.class).list().stream().collect(Collectors.toMap(Away::serverId, one -> one));
        Set<UUID> watched =
                processes.running(PROCESS).stream().map(UUID::fromString).collect(Collectors.toSet());
        away.values().stream()
                .filter(one -> isLong(one) && !watched.contains(one.serverId()))
                .limit(AT_ONCE)
                .forEach(one -> change(one.serverId(), this::begin));
        watched.stream().filter(id -> !away.containsKey(id)).forEach(id -> change(id, this::end));
    }

    private interface Change {
        void of(UUID serverId);
    }

    /** The server's row is held meanwhile, so that two nodes do not do the same. */
    private void change(UUID serverId, Change change) {
        try {
            transactions.retrying(() -> {
                change.of(stored.lock(serverId).orElseThrow().id());
            });
        } catch (RuntimeException e) {
            LOG.error("The watch over server {} cannot go on", serverId, e);
        }
    }

    private void begin(UUID serverId) {
        String id = serverId.toString();
        Away away = of(serverId);
        if (away != null && isLong(away) && !processes.isRunning(PROCESS, id)) {
            processes.start(PROCESS, id, Map.of("serverId", id));
        }
    }

    private void end(UUID serverId) {
        if (of(serverId) == null) {
            processes.send(OVER, serverId.toString());
        }
    }

    private boolean isLong(Away away) {
        return away.missed() >= settings.away();
    }

    private @Nullable Away of(UUID serverId) {
        return sql.sql(MISSED + " and s.id = ?")
                .param(serverId)
                .query(Away.class)
                .optional()
                .orElse(null);
    }

    /** How a server stands that somebody is to look after; null when it is away no more. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public @Nullable Away about(UUID serverId) {
        return of(serverId);
    }

    /** Tells the administrators that the server is away: once a day, however often it comes and goes. */
    @Transactional
    public void tell(UUID serverId) {
        Away away = of(serverId);
        Map<String, Object> model = new HashMap<>();
        model.put("server", stored.findById(serverId).map(Server::name).orElseThrow());
        model.put("link", "/camunda/app/tasklist/default/");
        if (away != null && away.problem() != null) {
            model.put("evidence", away.problem());
        }
        LocalDate day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        letters.tellAdministrators("server-away/" + serverId + "/" + day, "server-away", model);
    }

    /** A person thinks that it is back: it is asked at once. */
    @Transactional
    public void askAgain(UUID serverId) {
        rounds.askSoon(serverId);
    }

    /**
     * A person says that it is away for a while.
     *
     * @throws Refusal at {@code reason} when that is no line, at {@code choice} when this person may not drain servers
     */
    @Transactional
    public void drain(UUID serverId, @Nullable Object reason) {
        try {
            servers.drain(serverId, reason instanceof String line ? line : "");
        } catch (AccessDeniedException e) {
            throw Refusal.at("choice", "drain-not-yours");
        }
    }
}
