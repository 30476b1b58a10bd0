package org.batuta.orchestration;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import javax.sql.DataSource;
import org.batuta.workflow.Figures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The queue of all nodes, in figures. */
@Configuration(proxyBeanMethods = false)
class Queue {

    private static final String COUNT = """
            with waiting as (
                select o.queued from operation o join step s on s.id = o.step_id
                where o.state = 'PENDING' and s.state in ('RUNNING', 'CHECKING'))
            select (select count(*) from waiting) as operations_waiting,
                   (select coalesce(extract(epoch from now() - min(queued)), 0) from waiting)
                       as operations_oldest_seconds,
                   (select count(*) from operation where state = 'RUNNING') as operations_running,
                   (select count(*) from incident where closed is null) as incidents_open""";

    @Bean
    MeterBinder queueInFigures(DataSource database) {
        return new Figures(
                database,
                COUNT,
                Map.of(
                        "operations_waiting",
                        "Operations that wait for a node, or for room on their server",
                        "operations_oldest_seconds",
                        "How long the one that waits longest has waited",
                        "operations_running",
                        "Operations that a node holds",
                        "incidents_open",
                        "Groups of equal failures that wait for a person"));
    }
}
