package org.batuta.workflow;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

/**
 * When tasks of people are due ({@code BATUTA_TASKS_...}); a change counts for tasks that begin from then on.
 *
 * @param urgent how long after it began a task is due for which a customer or a server waits
 * @param ordinary the same of a task for which nothing waits
 */
@Validated
@ConfigurationProperties("batuta.tasks")
record TaskSettings(
        @DurationMin(minutes = 1) @DurationMax(days = 365) @DefaultValue("4h")
        Duration urgent,

        @DurationMin(minutes = 1) @DurationMax(days = 365) @DefaultValue("24h")
        Duration ordinary) {

    /** The same as the pictures ask for it, in minutes: the due date of a task and the timer at it say one thing. */
    @Configuration(proxyBeanMethods = false)
    static class Minutes {

        @Bean
        Long urgentMinutes(TaskSettings settings) {
            return settings.urgent().toMinutes();
        }

        @Bean
        Long ordinaryMinutes(TaskSettings settings) {
            return settings.ordinary().toMinutes();
        }
    }
}
