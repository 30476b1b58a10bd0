package org.batuta.faults;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a storm has left in the database. */
final class Aftermath {

    private static final Map<String, String> QUESTIONS = Map.of(
            "request that is not done", "select id, state from request where state <> 'DONE'",
            "operation that is not done or held", """
                    select id, verb, state, attempts, claimed_by, lease_until from operation
                    where state in ('PENDING', 'RUNNING') or claimed_by is not null or lease_until is not null
                    or checks is null and state not in ('DONE', 'DONE_WITH_WARNING')""",
            "attempt that is open", """
                    select id, state, attempts from operation o where attempts <>
                    (select count(distinct number) from attempt where operation_id = o.id)""",
            "step that waits", "select id, state, process_instance_id from step where state <> 'DONE'",
            "incident of equal failures", "select kind, verb, outcome, symptom from incident where closed is null",
            "process", """
                    select d.key_, e.business_key_, e.act_id_, t.task_def_key_ from act_ru_execution e
                    join act_re_procdef d on d.id_ = e.proc_def_id_ left join act_ru_task t on t.execution_id_ = e.id_""",
            "job without retries", "select handler_type_, exception_msg_ from act_ru_job where retries_ = 0",
            "incident of the engine", "select incident_type_, activity_id_, incident_msg_ from act_ru_incident",
            "letter that was not sent", "select template, recipient from letter where sent is null");

    private final JdbcClient sql;

    Aftermath(JdbcClient sql) {
        this.sql = sql;
    }

    /** In words; empty when everything is done. */
    List<String> left() {
        return QUESTIONS.entrySet().stream()
                .flatMap(question -> sql.sql(question.getValue()).query().listOfRows().stream()
                        .map(row -> question.getKey() + " " + row))
                .sorted()
                .toList();
    }

    /** The steps for which a person is asked. */
    List<String> atAPerson() {
        return sql.sql("select s.id::text from step s join act_ru_task t on t.proc_inst_id_ = s.process_instance_id"
                        + " where s.state = 'FAILED'")
                .query(String.class)
                .list();
    }

    /** How attempts ended, and how many in each way. */
    List<String> outcomes() {
        return sql.sql("select verb || ' ' || outcome || ' ' || count(*) from attempt a"
                        + " join operation o on o.id = a.operation_id group by verb, outcome order by verb, outcome")
                .query(String.class)
                .list();
    }
}
