package org.batuta;

import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;

/** Batuta conducts a hosting provider: one node of the platform. Any number of nodes share one PostgreSQL. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {

    /**
     * Starts a node; everything is configured by {@code BATUTA_...} environment variables.
     *
     * @throws IllegalStateException when the log cannot be written where it should be (T54)
     */
    public static void main(String[] args) {
        LogFile.prepare(System.getenv("BATUTA_LOG_FILE"));
        SpringApplication.run(Application.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MessageSource messageSource() throws IOException {
        return new Words();
    }
}
