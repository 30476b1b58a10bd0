package org.batuta.orchestration;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.batuta.secrets.NodeKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the dispatcher's loop does now and then, each in its own rhythm. */
@Component
class Chores {

    /**
     * Steps whose process waits although nothing of them can run: a check of what cannot be checked, or a reload that
     * is over while whoever saw that died.
     */
    private static final String FORGOTTEN = """
            select s.id from step s where s.state in ('RUNNING', 'CHECKING') and not exists (
                select from operation o where o.step_id = s.id
                and (o.state in ('PENDING', 'RUNNING') or o.state = 'RELOADING' and exists (
                    select from operation r where r.id = o.reload
                    and r.state not in ('DONE', 'DONE_WITH_WARNING', 'SUPERSEDED')))
                and (o.checks is not null) = (s.state = 'CHECKING'))
            limit 100""";

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private static final class Rhythm {
        private final Duration beat;
        private long last = System.nanoTime();

        private Rhythm(Duration beat) {
            this.beat = beat;
        }

        private boolean isDue() {
            boolean due = System.nanoTime() - last >= beat.toNanos();
            last = due ? System.nanoTime() : last;
            return due;
        }
    }

    private final JdbcClient sql;
    private final Results results;
    private final Upgrades upgrades;
    private final Rounds rounds;
    private final Watches watches;
    private final Ssh ssh;
    private final NodeKeys keys;
    private final Set<UUID> stuck = new HashSet<>();
    private final Rhythm lease;
    private final Rhythm sweep = new Rhythm(Duration.ofSeconds(1));
    private final Rhythm again = new Rhythm(Duration.ofSeconds(15));
    private final Rhythm release = new Rhythm(Duration.ofSeconds(3));
    private final Rhythm minute = new Rhythm(Duration.ofMinutes(1));

    Chores(
            JdbcClient sql,
            Results results,
            Upgrades upgrades,
            Rounds rounds,
            Watches watches,
            Ssh ssh,
            NodeKeys keys,
            OrchestrationSettings settings) {
        this.sql = sql;
        this.results = results;
        this.upgrades = upgrades;
        this.rounds = rounds;
        this.watches = watches;
        this.ssh = ssh;
        this.keys = keys;
        this.lease = new Rhythm(settings.lease().dividedBy(3));
    }

    boolean isLeaseDue() {
        return lease.isDue();
    }

    void doDue() {
        if (sweep.isDue()) {
            sql.sql(FORGOTTEN).query(UUID.class).list().forEach(this::settle);
        }
        if (again.isDue()) {
            stuck.clear();
        }
        if (release.isDue()) {
            upgrades.begin();
            rounds.go();
            watches.look();
        }
        if (minute.isDue()) {
            ssh.evictIdle();
            keys.keep();
        }
    }

    /** One whose process cannot go on keeps nobody else from going on, and is tried again. */
    private void settle(UUID step) {
        if (stuck.contains(step)) {
            return;
        }
        try {
            results.settle(step);
        } catch (RuntimeException e) {
            stuck.add(step);
            LOG.error("The process that waits for step {} cannot go on: {}", step, e.toString());
        }
    }
}
