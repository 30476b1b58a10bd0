package org.batuta.orchestration;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.kernel.PlainText;
import org.batuta.live.Live;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * Goes round the servers at work and asks each how it is, one node at a time and each server every so often; what it
 * said last is kept for the pages, which ask nobody. A server that hangs holds one of the askers for one call.
 */
@Component
public class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int ASKERS = 16;
    private static final int LONGEST = 16_384;
    private static final int LONGEST_PROBLEM = 500;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final String BEGIN = """
            insert into server_facts (server_id) select id from server where state in ('ACTIVE', 'DRAINING')
            and not exists (select from server_facts f where f.server_id = server.id) on conflict do nothing""";

    /** Who is asked because somebody wants to know it now, misses no round. */
    private static final String CLAIM = """
            with due as (
                select f.server_id, f.asked is not null as is_round from server_facts f join server s on s.id = f.server_id
                where s.state in ('ACTIVE', 'DRAINING')
                and (f.asked is null or f.asked < now() - make_interval(secs => :every))
                order by f.asked nulls first limit :most for update of f skip locked)
            update server_facts f set asked = now() from due where f.server_id = due.server_id
            returning f.server_id, due.is_round, f.asked as began""";

    private final JdbcClient sql;
    private final Sightings sightings;
    private final Knocks knocks;
    private final Transactions transactions;
    private final Leases leases;
    private final Runner runner;
    private final Blocks blocks;
    private final Live live;
    private final OrchestrationSettings settings;
    private final Clock clock;
    private final AtomicInteger asking = new AtomicInteger();
    private final ExecutorService askers =
            Executors.newFixedThreadPool(ASKERS, work -> new Thread(work, "server-facts"));

    Rounds(
            JdbcClient sql,
            Sightings sightings,
            Knocks knocks,
            Transactions transactions,
            Leases leases,
            Runner runner,
            Blocks blocks,
            Live live,
            OrchestrationSettings settings,
            Clock clock) {
        this.sql = sql;
        this.sightings = sightings;
        this.knocks = knocks;
        this.transactions = transactions;
        this.leases = leases;
        this.runner = runner;
        this.blocks = blocks;
        this.live = live;
        this.settings = settings;
        this.clock = clock;
    }

    /** What open pages of the server follow. */
    public static String topic(UUID serverId) {
        return "server-facts/" + serverId;
    }

    /** What the server said last. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public ServerFacts of(UUID serverId) {
        return sql.sql("select * from server_facts where server_id = ?")
                .param(serverId)
                .query(Row.class)
                .optional()
                .map(Row::facts)
                .orElse(ServerFacts.NONE);
    }

    /** What each server said last. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public Map<UUID, ServerFacts> all() {
        Map<UUID, ServerFacts> all = new HashMap<>();
        sql.sql("select * from server_facts")
                .query(Row.class)
                .list()
                .forEach(row -> all.put(row.serverId, row.facts()));
        return all;
    }

    /** It is asked as soon as a node comes round. */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public void askSoon(UUID serverId) {
        sql.sql("update server_facts set asked = null where server_id = ?")
                .param(serverId)
                .update();
    }

    /** Begins to ask those whose time has come, as many as there are askers free; returns at once. */
    void go() {
        int free = ASKERS - asking.get();
        if (free <= 0) {
            return;
        }
        sql.sql(BEGIN).update();
        List<Due> due = sql.sql(CLAIM)
                .param("every", settings.facts().toMillis() / 1000.0)
                .param("most", free)
                .query(Due.class)
                .list();
        for (Due one : due) {
            asking.incrementAndGet();
            askers.execute(() -> ask(one));
        }
    }

    private record Due(UUID serverId, boolean isRound, Instant began) {}

    private void ask(Due due) {
        try {
            ask(due, Objects.requireNonNull(leases.target(due.serverId)));
        } catch (RuntimeException e) {
            LOG.warn("What server {} said could not be kept", due.serverId, e);
        } finally {
            asking.decrementAndGet();
        }
    }

    private void ask(Due due, Target target) {
        try {
            Instant before = clock.instant();
            String said = runner.facts(target);
            note(due.serverId, said.substring(0, Math.min(said.length(), LONGEST)), before, clock.instant());
        } catch (NotReached | LineBroken e) {
            boolean old = e instanceof LineBroken broken && broken.isRefused();
            failed(due, old ? "refused" : "unreachable", e, !old);
        } catch (HostKeyChanged e) {
            failed(due, "host-key", e, false);
            blocks.block(target, e);
        }
    }

    private void note(UUID serverId, String said, Instant before, Instant after) {
        Duration took = Duration.between(before, after);
        ServerFacts facts = ServerFacts.of(after, after, said, took, null, null);
        sql.sql("update server_facts set answered = now(), said = :said, took_millis = :took,"
                        + " clock_off_millis = :off, trouble = null, problem = null, missed = 0 where server_id = :id")
                .param("said", said.replace('\0', PlainText.UNREADABLE))
                .param("took", took.toMillis())
                .param("off", off(facts.text("time"), before, after), java.sql.Types.BIGINT)
                .param("id", serverId)
                .update();
        sightings.seen(serverId, false);
        transactions.retrying(() -> knocks.heard(serverId));
        live.changed(topic(serverId));
    }

    /** What of the difference the way there and back cannot explain. */
    private static @Nullable Long off(@Nullable String time, Instant before, Instant after) {
        if (time == null || !time.matches("\\d{1,12}\\.\\d{6}")) {
            return null;
        }
        long said = Long.parseLong(time.replace(".", "")) / 1000;
        long early = said - before.toEpochMilli();
        long late = said - after.toEpochMilli();
        return early < 0 ? early : Math.max(late, 0);
    }

    /** A round is missed only by a server at work: one in maintenance may be away. What it answered since counts more. */
    private void failed(Due due, String why, Exception problem, boolean away) {
        String line = PlainText.visibleLine(String.valueOf(problem.getMessage()));
        sql.sql("update server_facts f set trouble = :why, problem = :problem,"
                        + " missed = case when :away and s.state = 'ACTIVE' then f.missed + :round else 0 end"
                        + " from server s where s.id = f.server_id and f.server_id = :id"
                        + " and (f.answered is null or f.answered < :began)")
                .param("why", why)
                .param("problem", line.substring(0, Math.min(line.length(), LONGEST_PROBLEM)))
                .param("away", away)
                .param("round", due.isRound ? 1 : 0)
                .param("began", due.began.atOffset(ZoneOffset.UTC))
                .param("id", due.serverId)
                .update();
        live.changed(topic(due.serverId));
    }

    @PreDestroy
    void stop() throws InterruptedException {
        askers.shutdownNow();
        askers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
    }

    private record Row(
            UUID serverId,
            @Nullable Instant asked,
            @Nullable Instant answered,
            @Nullable String said,
            @Nullable Long tookMillis,
            @Nullable Long clockOffMillis,
            @Nullable String trouble) {

        ServerFacts facts() {
            return ServerFacts.of(
                    asked,
                    answered,
                    said == null ? "" : said,
                    tookMillis == null ? null : Duration.ofMillis(tookMillis),
                    clockOffMillis == null ? null : Duration.ofMillis(clockOffMillis),
                    trouble);
        }
    }
}
