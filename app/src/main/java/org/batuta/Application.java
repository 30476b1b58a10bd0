package org.batuta;

import java.io.IOException;
import java.time.Clock;
import org.batuta.audit.VerifyAudit;
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
     * Starts a node; everything is configured by {@code BATUTA_...} environment variables. With the word
     * {@code verify-audit} it only verifies the audit and ends.
     *
     * @throws IllegalStateException when the log cannot be written where it should be (T54)
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(VerifyAudit.COMMAND)) {
            System.exit(VerifyAudit.run(args, System.out));
        }
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
