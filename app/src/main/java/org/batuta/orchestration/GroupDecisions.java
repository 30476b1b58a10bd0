package org.batuta.orchestration;

import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was decided for many at once, and for which of them; each row is written with what it says. */
@Component
class GroupDecisions {

    private static final int SHOWN = 5;
    private static final int MOST_LEFT = 50;

    private static final String OF_INCIDENT = """
            select d.*,
                (select count(*) from group_decision_step s where s.decision_id = d.id and s.why is null) as decided,
                (select count(*) from group_decision_step s where s.decision_id = d.id and s.why is not null) as alone
            from group_decision d where d.incident_id = :incident order by d.at desc, d.id desc limit :most""";

    private static final String LEFT = """
            select o.id, o.service_name, o.account_name, s.why, s.colleague
            from group_decision_step s join operation o on o.step_id = s.step_id and o.position = 1
            where s.decision_id = :decision and s.why is not null order by o.service_name, o.id limit :most""";

    private final JdbcClient sql;
    private final Clock clock;

    GroupDecisions(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Somebody decides for so many. */
    UUID begin(UUID incidentId, Choice choice, String by, int size) {
        UUID id = Ids.next();
        sql.sql("insert into group_decision (id, incident_id, choice, decided_by, at, size)"
                        + " values (:id, :incident, :choice, :by, :at, :size)")
                .param("id", id)
                .param("incident", incidentId)
                .param("choice", choice.word())
                .param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("size", size)
                .update();
        return id;
    }

    void decided(UUID decision, UUID stepId) {
        note(decision, stepId, null, null);
    }

    void left(UUID decision, UUID stepId, String why, @Nullable String colleague) {
        note(decision, stepId, why, colleague);
    }

    private void note(UUID decision, UUID stepId, @Nullable String why, @Nullable String colleague) {
        sql.sql("insert into group_decision_step (decision_id, step_id, why, colleague)"
                        + " values (:decision, :step, :why, :colleague)")
                .param("decision", decision)
                .param("step", stepId)
                .param("why", why, Types.VARCHAR)
                .param("colleague", colleague, Types.VARCHAR)
                .update();
    }

    List<GroupDecision> of(UUID incidentId) {
        return sql.sql(OF_INCIDENT)
                .param("incident", incidentId)
                .param("most", SHOWN)
                .query((row, n) -> new GroupDecision(
                        row.getObject("id", UUID.class),
                        row.getString("choice"),
                        row.getString("decided_by"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("size"),
                        row.getInt("decided"),
                        row.getInt("alone"),
                        row.getInt("alone") == 0 ? List.of() : leftOf(row.getObject("id", UUID.class))))
                .list();
    }

    private List<GroupDecision.Left> leftOf(UUID decision) {
        return sql.sql(LEFT)
                .param("decision", decision)
                .param("most", MOST_LEFT)
                .query((row, n) -> new GroupDecision.Left(
                        row.getObject("id", UUID.class),
                        row.getString("service_name"),
                        row.getString("account_name"),
                        row.getString("why"),
                        row.getString("colleague")))
                .list();
    }
}
