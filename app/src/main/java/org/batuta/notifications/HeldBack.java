package org.batuta.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The alarms that wait because their reader got enough of them within the last hour, from all nodes together (K23).
 * The first that goes again tells of all others, and these need not go any more: nothing is lost, and the platform does
 * not bury an administrator.
 */
@Component
class HeldBack {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** As long as another alarm to the same reader may be on its way; a mail server that hangs is tried again later. */
    private static final String PATIENCE = "5s";

    private final JdbcClient sql;
    private final MailSettings settings;
    private final Clock clock;

    HeldBack(JdbcClient sql, MailSettings settings, Clock clock) {
        this.sql = sql;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Until when this alarm is held; empty when it may go in this transaction, and no other one to its reader meanwhile.
     *
     * @throws org.springframework.dao.PessimisticLockingFailureException when another one is on its way for long
     */
    Optional<Instant> until(Letter alarm) {
        Instant now = clock.instant();
        oneAtATime(alarm.recipient());
        Optional<Instant> until = sql.sql("""
                        select sent from letter where alarm and recipient = :recipient and sent > :hour
                        order by sent desc offset :hourly - 1 limit 1""")
                .param("recipient", alarm.recipient())
                .param("hour", at(now.minus(AN_HOUR)))
                .param("hourly", settings.hourly())
                .query(OffsetDateTime.class)
                .optional()
                .map(sent -> sent.toInstant().plus(AN_HOUR));
        until.ifPresent(instant -> sql.sql("update letter set held = coalesce(held, :now) where id = :id")
                .param("now", at(now))
                .param("id", alarm.id())
                .update());
        return until;
    }

    private void oneAtATime(String reader) {
        sql.sql("select set_config('lock_timeout', ?, true)")
                .param(PATIENCE)
                .query()
                .singleRow();
        sql.sql("select pg_advisory_xact_lock(hashtextextended('alarm ' || ?, 0))")
                .param(reader)
                .query()
                .singleRow();
        sql.sql("set local lock_timeout to default").update();
    }

    /** The other alarms that are held from its reader. */
    List<UUID> beside(Letter alarm) {
        return sql.sql("select id from letter where alarm and recipient = :recipient and id <> :id"
                        + " and held is not null and sent is null and told_by is null")
                .param("recipient", alarm.recipient())
                .param("id", alarm.id())
                .query(UUID.class)
                .list();
    }

    /** This alarm told of the others. */
    void told(Letter alarm, List<UUID> others) {
        sql.sql("update letter set told_by = :id where id = any(:others)")
                .param("id", alarm.id())
                .param("others", others.toArray(UUID[]::new))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
