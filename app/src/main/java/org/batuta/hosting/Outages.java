package org.batuta.hosting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.IdempotencyKey;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.orchestration.Servers;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells customers that something of ours does not work: at their emergency addresses and by a mail server that is not
 * ours, so that it arrives although our own are down (T08). The letters are written by a process, a portion at a time.
 */
@Component
@Transactional
public class Outages {

    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_TEXT = 4000;
    private static final int PORTION = 100;
    private static final int SHOWN = 50;

    /** Accounts that are told: those that are not closed, and of one server only those that it carries something of. */
    private static final String TOLD = """
             from account a where a.state in ('ACTIVE', 'SUSPENDED')
            and (cast(:server as uuid) is null or exists (select 1 from service s join placement p on p.service_id = s.id
                where s.account_id = a.id and s.state <> 'REMOVED' and p.server_id = :server))""";

    private final JdbcClient sql;
    private final Servers servers;
    private final Letters letters;
    private final Processes processes;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    Outages(
            JdbcClient sql,
            Servers servers,
            Letters letters,
            Processes processes,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.sql = sql;
        this.servers = servers;
        this.letters = letters;
        this.processes = processes;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What was announced.
     *
     * @param serverId null when all accounts are told
     * @param server its name
     * @param told what the letters say
     * @param accounts to how many accounts letters were written so far
     * @param ended null while more are to be written
     */
    public record Outage(
            UUID id,
            @Nullable UUID serverId,
            @Nullable String server,
            String subject,
            String told,
            String announcedBy,
            Instant announcedAt,
            int accounts,
            @Nullable Instant ended) {}

    /**
     * Announces an outage to all accounts, or to those that have something on one server.
     *
     * @throws Refusal at {@code subject} or {@code text}, or when there is no mail server outside
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public UUID announce(@Nullable UUID serverId, String subject, String text) {
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(isSubject(subject), "subject", "outage.subject", LONGEST_SUBJECT);
        problems.require(isText(text), "text", "outage.text", LONGEST_TEXT);
        problems.refuseIfAny();
        if (!letters.hasOutsideWay()) {
            throw Refusal.at("", "outage.no-way");
        }
        if (serverId != null && servers.find(serverId).isEmpty()) {
            throw new NotFound("server", serverId);
        }
        UUID id = Ids.next();
        sql.sql("""
                insert into outage (id, server_id, subject, told, announced_by, announced_at)
                values (:id, :server, :subject, :told, :by, :now)""")
                .param("id", id)
                .param("server", serverId)
                .param("subject", subject)
                .param("told", text)
                .param("by", Acting.current().login())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("outage.announce", "outage", id, null, Map.of("subject", subject, "text", text));
        processes.start("announce-outage", id.toString(), Map.of());
        return id;
    }

    /**
     * The same; asked again with the same key, it is the outage that was announced, and nobody is told twice (K17).
     *
     * @throws Refusal at {@code subject}, {@code text} or {@code key}, when the key belongs to another outage, or when
     *     there is no mail server outside
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public UUID announce(@Nullable UUID serverId, String subject, String text, String key) {
        IdempotencyKey.require(key);
        transactions.hold("outage key " + key);
        Optional<Outage> known = select("where o.announced_key = :key", Map.of("key", key), 1).stream()
                .findFirst();
        if (known.isEmpty()) {
            UUID id = announce(serverId, subject, text);
            sql.sql("update outage set announced_key = :key where id = :id")
                    .param("key", key)
                    .param("id", id)
                    .update();
            return id;
        }
        Outage outage = known.get();
        if (!Objects.equals(outage.serverId(), serverId)
                || !outage.subject().equals(subject)
                || !outage.told().equals(text)) {
            throw Refusal.at("", "key-reused");
        }
        return outage.id();
    }

    /** How many accounts would be told now. */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    @Transactional(readOnly = true)
    public long reach(@Nullable UUID serverId) {
        return sql.sql("select count(*)" + TOLD)
                .param("server", serverId)
                .query(Long.class)
                .single();
    }

    /** The last announcements, the newest first. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Outage> latest() {
        return search(null, SHOWN);
    }

    /**
     * Announcements, the newest first.
     *
     * @param before the identifier of the last one that is known already; null to begin with the newest
     */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Outage> search(@Nullable UUID before, int most) {
        return before == null
                ? select("", Map.of(), most)
                : select("where o.id < :before", Map.of("before", before), most);
    }

    /**
     * One announcement.
     *
     * @throws NotFound when there is none
     */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Outage get(UUID id) {
        return select("where o.id = :id", Map.of("id", id), 1).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("outage", id));
    }

    private List<Outage> select(String which, Map<String, ?> params, int most) {
        return sql.sql("select o.*, s.name as server from outage o left join server s on s.id = o.server_id " + which
                        + " order by o.id desc limit :most")
                .params(params)
                .param("most", most)
                .query(Outages::outage)
                .list();
    }

    private static Outage outage(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Outage(
                row.getObject("id", UUID.class),
                row.getObject("server_id", UUID.class),
                row.getString("server"),
                row.getString("subject"),
                row.getString("told"),
                row.getString("announced_by"),
                row.getTimestamp("announced_at").toInstant(),
                row.getInt("accounts"),
                ended == null ? null : ended.toInstant());
    }

    /** Writes the letters to the next accounts, for step {@code writeLetters}; whether there may be more. */
    public boolean writeNext(UUID id) {
        Map<String, Object> outage = sql.sql("select * from outage where id = :id for update")
                .param("id", id)
                .query()
                .singleRow();
        List<UUID> next = sql.sql("select a.id" + TOLD
                        + " and (cast(:last as uuid) is null or a.id > :last) order by a.id limit :portion")
                .param("server", outage.get("server_id"))
                .param("last", outage.get("last_account"))
                .param("portion", PORTION)
                .query(UUID.class)
                .list();
        Map<String, Object> model = new HashMap<>();
        model.put("subject", outage.get("subject"));
        model.put("evidence", outage.get("told"));
        model.put("link", "/services");
        next.forEach(account -> letters.tellInEmergency(account, "outage/" + id, "outage", model));
        boolean more = next.size() == PORTION;
        sql.sql("""
                update outage set accounts = accounts + :count, last_account = coalesce(:last, last_account),
                    ended_at = case when :more then null else cast(:now as timestamptz) end
                where id = :id""")
                .param("count", next.size())
                .param("last", next.isEmpty() ? null : next.get(next.size() - 1))
                .param("more", more)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        return more;
    }

    private static boolean isSubject(String subject) {
        return !subject.isBlank() && subject.length() <= LONGEST_SUBJECT && PlainText.isLine(subject);
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT && text.lines().allMatch(PlainText::isLine);
    }
}
