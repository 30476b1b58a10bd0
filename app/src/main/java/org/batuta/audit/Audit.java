package org.batuta.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes down every change in the transaction that makes it, through whatever door it came. The table refuses to be
 * changed afterwards (A12).
 */
@Component
public class Audit {

    private static final int MOST = 500;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Actors actors;
    private final Clock clock;

    Audit(JdbcClient jdbc, ObjectMapper json, Actors actors, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.actors = actors;
        this.clock = clock;
    }

    /**
     * Writes down one change.
     *
     * @param action what was done, as {@code object.verb}
     * @param before the state before, as a record or map; it becomes JSON and never holds a secret
     * @param after the state after
     */
    @Transactional
    public void record(
            String action, String objectType, UUID objectId, @Nullable Object before, @Nullable Object after) {
        Actors.Actor actor = actors.now();
        jdbc.sql("""
                insert into audit_entry (id, at, action, object_type, object_id, person_id, login, in_name_of, remote,
                    request_id, process_instance, before, after)
                values (:id, :at, :action, :objectType, :objectId, :personId, :login, :inNameOf, :remote,
                    :requestId, :processInstance, :before::json, :after::json)""")
                .param("id", Ids.next())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("action", action)
                .param("objectType", objectType)
                .param("objectId", objectId)
                .param("personId", actor.personId())
                .param("login", actor.login())
                .param("inNameOf", actor.inNameOf(), Types.VARCHAR)
                .param("remote", remote(), Types.VARCHAR)
                .param("requestId", MDC.get(RequestNumber.KEY), Types.VARCHAR)
                .param("processInstance", MDC.get("processInstanceId"), Types.VARCHAR)
                .param("before", text(before), Types.VARCHAR)
                .param("after", text(after), Types.VARCHAR)
                .update();
    }

    /** What happened to one object, the newest first. */
    @Transactional(readOnly = true)
    public List<AuditEntry> of(String objectType, UUID objectId) {
        return jdbc.sql("""
                select * from audit_entry where object_type = :objectType and object_id = :objectId
                order by at desc, id desc limit :most""")
                .param("objectType", objectType)
                .param("objectId", objectId)
                .param("most", MOST)
                .query((row, n) -> new AuditEntry(
                        row.getObject("id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("action"),
                        row.getString("object_type"),
                        row.getObject("object_id", UUID.class),
                        row.getString("login"),
                        row.getString("in_name_of"),
                        row.getString("remote"),
                        row.getString("request_id"),
                        row.getString("process_instance"),
                        row.getString("before"),
                        row.getString("after")))
                .list();
    }

    private @Nullable String text(@Nullable Object state) {
        try {
            return state == null ? null : json.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This cannot be written down: " + state.getClass(), e);
        }
    }

    private static @Nullable String remote() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
                ? call.getRequest().getRemoteAddr()
                : null;
    }
}
