package org.batuta.workflow;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What waits for people, in figures. */
@Configuration(proxyBeanMethods = false)
class PeoplesWork {

    private static final String COUNT = """
            select (select count(*) from act_ru_task) as tasks_waiting,
                   (select count(*) from act_ru_task where due_date_ < now()) as tasks_overdue,
                   (select count(*) from act_ru_job where retries_ = 0) as jobs_failed""";

    @Bean
    MeterBinder peoplesWorkInFigures(DataSource database) {
        return new Figures(
                database,
                COUNT,
                Map.of(
                        "tasks_waiting",
                        "Tasks that wait for a person",
                        "tasks_overdue",
                        "Tasks that wait for a person longer than they should",
                        "jobs_failed",
                        "Jobs of the engine that are not tried again by themselves"));
    }
}
