package org.batuta.workflow;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the engine forget processes: what they did, who did what in their tasks, and what was said there. */
@Component
public class Past {

    private static final int AT_ONCE = 500;

    private static final String RUNNING =
            "select proc_inst_id_ from act_ru_execution where business_key_ in (:keys) and super_exec_ is null";
    private static final String PAST = "select id_ from act_hi_procinst where business_key_ in (:keys)";

    /** Rows that the engine leaves when a process is deleted from its history. */
    private static final List<String> LEFT = List.of(
            "delete from act_hi_identitylink where task_id_ in"
                    + " (select id_ from act_hi_taskinst where proc_inst_id_ in (:processes))",
            "delete from act_hi_comment where proc_inst_id_ in (:processes) or task_id_ in"
                    + " (select id_ from act_hi_taskinst where proc_inst_id_ in (:processes))",
            "delete from act_hi_op_log where proc_inst_id_ in (:processes)");

    private final RuntimeService runtime;
    private final HistoryService history;
    private final JdbcClient sql;

    Past(RuntimeService runtime, HistoryService history, JdbcClient sql) {
        this.runtime = runtime;
        this.history = history;
        this.sql = sql;
    }

    /** Ends what still runs about these; to be committed before it is forgotten. */
    @Transactional
    public void end(Collection<UUID> about) {
        portions(about).forEach(keys -> {
            List<String> running = ids(RUNNING, keys);
            if (!running.isEmpty()) {
                runtime.deleteProcessInstances(running, "what it is about is erased", true, false);
            }
        });
    }

    /**
     * Forgets all processes about these.
     *
     * @throws org.camunda.bpm.engine.BadUserRequestException when one still runs
     */
    @Transactional
    public void forget(Collection<UUID> about) {
        portions(about).forEach(keys -> {
            List<String> past = ids(PAST, keys);
            if (!past.isEmpty()) {
                LEFT.forEach(rows -> sql.sql(rows).param("processes", past).update());
                history.deleteHistoricProcessInstancesIfExists(past);
            }
        });
    }

    private static Stream<List<String>> portions(Collection<UUID> about) {
        List<String> keys = about.stream().map(UUID::toString).toList();
        return IntStream.iterate(0, from -> from < keys.size(), from -> from + AT_ONCE)
                .mapToObj(from -> keys.subList(from, Math.min(from + AT_ONCE, keys.size())));
    }

    private List<String> ids(String query, List<String> keys) {
        return sql.sql(query).param("keys", keys).query(String.class).list();
    }
}
