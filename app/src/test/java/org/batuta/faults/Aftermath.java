package org.batuta.faults;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a storm has left in the database and on the servers. */
final class Aftermath {

    private static final Map<String, String> QUESTIONS = Map.ofEntries(
            entry("request that is not done", "select id, state from request where state <> 'DONE'"),
            entry("operation that is not done or held", """
                    select id, verb, state, attempts, claimed_by, lease_until from operation
                    where state in ('PENDING', 'RUNNING') or claimed_by is not null or lease_until is not null
                    or checks is null and state not in ('DONE', 'DONE_WITH_WARNING')"""),
            entry("attempt that is open", """
                    select id, state, attempts from operation o where attempts <>
                    (select count(distinct number) from attempt where operation_id = o.id)"""),
            entry("step that waits", "select id, state, process_instance_id from step where state <> 'DONE'"),
            entry(
                    "incident of equal failures",
                    "select kind, verb, outcome, symptom from incident where closed is null"),
            entry(
                    "server that takes nothing",
                    "select name, state, knock_at from server where state <> 'ACTIVE' or knock_at is not null"),
            entry("process", """
                    select d.key_, e.business_key_, e.act_id_, t.task_def_key_ from act_ru_execution e
                    join act_re_procdef d on d.id_ = e.proc_def_id_ left join act_ru_task t on t.execution_id_ = e.id_"""),
            entry("job without retries", "select handler_type_, exception_msg_ from act_ru_job where retries_ = 0"),
            entry(
                    "job that somebody has locked",
                    "select handler_type_, lock_owner_, lock_exp_time_ from act_ru_job where lock_owner_ is not null"),
            entry("incident of the engine", "select incident_type_, activity_id_, incident_msg_ from act_ru_incident"),
            entry("letter that was not sent", "select template, recipient from letter where sent is null"),
            entry("advisory lock", "select pid, classid, objid, granted from pg_locks where locktype = 'advisory'"),
            entry("transaction that is open", """
                    select pid, state, xact_start, query from pg_stat_activity
                    where backend_type = 'client backend' and xact_start < now() - interval '5 seconds'"""),
            entry("prepared transaction", "select gid from pg_prepared_xacts"));

    private static final String RUNS_WITHOUT_AN_END = """
            cd /var/lib/batuta/operations && find . -name '*.journal' | xargs -r grep -L '^end ' | xargs -r tail -n 3 -v""";

    private final Site site;
    private final JdbcClient sql;

    Aftermath(Site site) {
        this.site = site;
        this.sql = site.sql();
    }

    /** In words; empty when everything is done. */
    List<String> left() {
        List<String> database = inTheDatabase();
        return database.isEmpty() ? onTheServers() : database;
    }

    private List<String> onTheServers() {
        return site.machines().stream()
                .flatMap(machine -> machine.exec("bash", "-c", RUNS_WITHOUT_AN_END)
                        .orFail()
                        .lines()
                        .map(line -> "journal without an end on " + machine.name() + ": " + line))
                .toList();
    }

    private List<String> inTheDatabase() {
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
