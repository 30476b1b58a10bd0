package org.batuta.hosting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

/**
 * How servers are compared with what is in force ({@code batuta.hosting.comparison}).
 *
 * @param at when it is done each night, by the clock of this machine; empty for never
 * @param portion how many services of a server are compared at a time, and how many repaired
 */
@Validated
@ConfigurationProperties("batuta.hosting.comparison")
record ComparisonSettings(
        @Nullable LocalTime at,
        @Min(1) @Max(200) @DefaultValue("16") int portion) {

    private static final String NEVER = "R/2199-01-01T00:00:00/P1D";

    /** The times of the night, as the picture of {@code compare-services} asks for them. */
    @Configuration(proxyBeanMethods = false)
    static class Nights {

        @Bean
        String comparisonNights(ComparisonSettings settings) {
            LocalTime at = settings.at();
            return at == null ? NEVER : "0 %d %d * * *".formatted(at.getMinute(), at.getHour());
        }
    }
}
