package org.batuta.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes down every change in the transaction that makes it, through whatever door it came (T30). The table refuses to
 * be changed afterwards, and each entry is chained to the one before it (A12, {@link Chain}). Who did it, from where,
 * before and after are sealed with a key of the account when it belongs to one, or of the person whom it is about, so that
 * they can be erased.
 */
@Component
public class Audit {

    /** What stands in place of a value whose name says that it is secret. */
    static final String MASK = "***";

    private static final int MOST = 500;
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passwd|passphrase|secret|token|verifier|apikey|api_key|privatekey).*");

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Actors actors;
    private final PersonalKeys keys;
    private final Clock clock;

    Audit(JdbcClient jdbc, ObjectMapper json, Actors actors, PersonalKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.actors = actors;
        this.keys = keys;
        this.clock = clock;
    }

    /** Writes down one change of what belongs to no account. */
    @Transactional
    public void record(
            String action, String objectType, UUID objectId, @Nullable Object before, @Nullable Object after) {
        record(action, Subject.of(objectType, objectId), before, after);
    }

    /**
     * Writes down one change.
     *
     * @param action what was done, as {@code object.verb}
     * @param before the state before, as a record or map; it becomes JSON, and what is named like a secret is masked
     * @param after the state after
     */
    @Transactional
    public void record(String action, Subject subject, @Nullable Object before, @Nullable Object after) {
        UUID id = Ids.next();
        Actors.Actor actor = actors.now();
        Personal personal = new Personal(actor.login(), actor.inNameOf(), remote(), text(before), text(after));
        PersonalKeys.Key key = subject.owner().map(keys::of).orElse(null);
        Personal plain = key == null ? personal : Personal.NOTHING;
        jdbc.sql("""
                insert into audit_entry (id, at, action, object_type, object_id, account_id, person_id, token, login,
                    in_name_of, remote, call, request, process_instance, before, after, key_id, sealed)
                values (:id, :at, :action, :objectType, :objectId, :accountId, :personId, :token, :login,
                    :inNameOf, :remote, :call, :request, :processInstance, :before::json, :after::json, :key, :sealed)""")
                .param("id", id)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("action", action)
                .param("objectType", subject.type())
                .param("objectId", subject.id())
                .param("accountId", subject.accountId(), Types.OTHER)
                .param("personId", actor.personId())
                .param("token", actor.token(), Types.OTHER)
                .param("login", plain.login, Types.VARCHAR)
                .param("inNameOf", plain.inNameOf, Types.VARCHAR)
                .param("remote", plain.remote, Types.VARCHAR)
                .param("call", MDC.get(RequestNumber.KEY), Types.VARCHAR)
                .param("request", subject.requestId(), Types.OTHER)
                .param("processInstance", MDC.get("processInstanceId"), Types.VARCHAR)
                .param("before", plain.before, Types.VARCHAR)
                .param("after", plain.after, Types.VARCHAR)
                .param("key", key == null ? null : key.id(), Types.OTHER)
                .param("sealed", key == null ? null : key.seal(id, written(personal), keys.nonce()), Types.BINARY)
                .update();
    }

    /** What happened to one object, the newest first. */
    @Transactional(readOnly = true)
    public List<AuditEntry> of(String objectType, UUID objectId) {
        return search(AuditSearch.of(objectType, objectId), Pageable.ofSize(MOST))
                .getContent();
    }

    /** What was written down, the newest first. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> search(AuditSearch wanted, Pageable page) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = wanted.conditions(conditions);
        String where = String.join(" and ", conditions);
        long total = jdbc.sql("select count(*) from audit_entry where " + where)
                .params(values)
                .query(Long.class)
                .single();
        values.put("from", page.getOffset());
        return new PageImpl<>(entries(where, " offset :from", values, page.getPageSize()), page, total);
    }

    /**
     * What was written down, the newest first.
     *
     * @param before the last entry that was seen already; null for the first ones
     */
    @Transactional(readOnly = true)
    public List<AuditEntry> search(AuditSearch wanted, @Nullable UUID before, int most) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        Map<String, Object> values = wanted.conditions(conditions);
        if (before != null) {
            conditions.add("(at, id) < (select at, id from audit_entry where id = :before)");
            values.put("before", before);
        }
        return entries(String.join(" and ", conditions), "", values, most);
    }

    private List<AuditEntry> entries(String where, String offset, Map<String, Object> values, int most) {
        return jdbc.sql("select e.*, k.secret from (select * from audit_entry where " + where
                        + " order by at desc, id desc limit :most" + offset + ") e"
                        + " left join audit_key k on k.id = e.key_id order by e.at desc, e.id desc")
                .params(values)
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    /**
     * Makes who did what on this account, or with this person, from where and with what values unreadable for ever; that
     * something was done, and when, stays, and the chain still holds.
     *
     * @param type {@code account} or {@code person}
     */
    @Transactional
    public void erase(String type, UUID id) {
        if (keys.destroy(id)) {
            record("audit.erase", new Subject("erasure", id, null, null, null), null, Map.of("of", type));
        }
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] sealed = row.getBytes("sealed");
        byte[] secret = row.getBytes("secret");
        Personal personal = sealed == null
                ? new Personal(
                        row.getString("login"),
                        row.getString("in_name_of"),
                        row.getString("remote"),
                        row.getString("before"),
                        row.getString("after"))
                : secret == null
                        ? Personal.NOTHING
                        : read(new PersonalKeys.Key(row.getObject("key_id", UUID.class), secret).open(id, sealed));
        return new AuditEntry(
                id,
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("object_type"),
                row.getObject("object_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getObject("token", UUID.class),
                personal.login == null ? "" : personal.login,
                personal.inNameOf,
                personal.remote,
                row.getString("call"),
                row.getObject("request", UUID.class),
                row.getString("process_instance"),
                personal.before,
                personal.after,
                personal.login == null);
    }

    private record Personal(
            @Nullable String login,
            @Nullable String inNameOf,
            @Nullable String remote,
            @Nullable String before,
            @Nullable String after) {

        static final Personal NOTHING = new Personal(null, null, null, null, null);
    }

    private Personal read(String personal) {
        try {
            return json.readValue(personal, Personal.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the personal values of an audit entry are not what was sealed", e);
        }
    }

    private @Nullable String text(@Nullable Object state) {
        return state == null ? null : written(masked(json.valueToTree(state)));
    }

    private String written(Object state) {
        try {
            return json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be written down: " + state.getClass(), e);
        }
    }

    private static JsonNode masked(JsonNode state) {
        if (state instanceof ObjectNode object) {
            object.properties().stream()
                    .filter(each -> each.getValue().isTextual()
                            && SECRET.matcher(each.getKey()).matches())
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(name -> object.put(name, MASK));
        }
        state.forEach(Audit::masked);
        return state;
    }

    private static @Nullable String remote() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                ? call.getRequest().getRemoteAddr()
                : null;
    }
}
