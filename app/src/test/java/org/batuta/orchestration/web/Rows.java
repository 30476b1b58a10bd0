package org.batuta.orchestration.web;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows as the dispatcher leaves them, for pages that only read: no server stands behind them and no process waits. */
record Rows(JdbcClient jdbc) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A retired server, so that nothing is ever sent there. */
    UUID server(String name) {
        UUID id = Ids.next();
        jdbc.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (:id, :name, :address, 22, 'Europe/Madrid', 'RETIRED', now(), 0)")
                .param("id", id)
                .param("name", name)
                .param("address", "192.0.2." + NUMBER.incrementAndGet() + ".example.org")
                .update();
        return id;
    }

    /** A step with one operation that has ended so. */
    UUID operation(UUID server, String account, String service, OperationState state, @Nullable UUID incident) {
        UUID step = Ids.next();
        UUID request = Ids.next();
        jdbc.sql(
                        "insert into step (id, request_id, server_id, position, undo, state, incident_id, trigger, triggered_by,"
                                + " version) values (:id, :request, :server, 1, false, 'SKIPPED', :incident, 'REQUEST', 'ada', 0)")
                .param("id", step)
                .param("request", request)
                .param("server", server)
                .param("incident", incident, java.sql.Types.OTHER)
                .update();
        UUID id = Ids.next();
        jdbc.sql("""
                insert into operation (id, step_id, position, request_id, account_id, account_name, service_id,
                    service_type, service_name, server_id, verb, state, script_name, script_sha, parameters, snapshot,
                    limit_seconds, asked_by, attempts, unsettled, exit_code, created, started, ended, version)
                values (:id, :step, 1, :request, gen_random_uuid(), :account, gen_random_uuid(), 'domains', :service,
                    :server, 'APPLY', :state, 'domains/apply.sh', 'c0ffee', '{"domain": "x.test",
                    "probe_verifier": "$6$salt$never"}', '{}', 60, 'ada', 1, false, 1, now(), now(), now(), 0)""")
                .param("id", id)
                .param("step", step)
                .param("request", request)
                .param("account", account)
                .param("service", service)
                .param("server", server)
                .param("state", state.name())
                .update();
        return id;
    }

    /** One attempt that was refused and wrote this. */
    UUID attempt(UUID operation, int number, String stderr) {
        return attempt(operation, number, Outcome.REFUSED, 1, stderr);
    }

    /** One attempt that ended so and wrote this. */
    UUID attempt(UUID operation, int number, Outcome outcome, @Nullable Integer exitCode, String stderr) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into attempt (id, operation_id, number, trigger, triggered_by, node, server_id, server_name,
                    script_name, script_sha, parameters, outcome, exit_code, stdout, stdout_bytes, stderr, stderr_bytes,
                    started, ended)
                select :id, id, :number, 'REQUEST', 'ada', 'node-1', server_id, 'gone', script_name, script_sha,
                    parameters, :outcome, :exit, '', 0, :stderr, :bytes, now() - interval '2 seconds', now()
                from operation where id = :operation""")
                .param("id", id)
                .param("operation", operation)
                .param("number", number)
                .param("outcome", outcome.name())
                .param("exit", exitCode, java.sql.Types.INTEGER)
                .param("stderr", stderr)
                .param("bytes", stderr.length() + 1_000_000)
                .update();
        return id;
    }

    /** An open group of refusals on the server. */
    UUID incident(UUID server) {
        UUID id = Ids.next();
        jdbc.sql("insert into incident (id, kind, server_id, service_type, verb, outcome, exit_code, opened)"
                        + " values (:id, 'FAILURE', :server, 'domains', 'APPLY', 'REFUSED', 1, now())")
                .param("id", id)
                .param("server", server)
                .update();
        return id;
    }

    /** Solves it again, so that no other test finds it open. */
    void solve(UUID incident) {
        jdbc.sql("update step set incident_id = null where incident_id = ?")
                .param(incident)
                .update();
        jdbc.sql("update incident set closed = now() where id = ?")
                .param(incident)
                .update();
    }
}
