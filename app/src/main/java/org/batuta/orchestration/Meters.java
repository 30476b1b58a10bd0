package org.batuta.orchestration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts and tells how attempts end: for who watches the platform, and for who reads its log. */
@Component
class Meters {

    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);
    private static final String NO_SERVER = "none";

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** An attempt is written down and committed. */
    void ended(Operation operation, Attempt attempt) {
        String server = attempt.serverName() == null ? NO_SERVER : attempt.serverName();
        Duration time = Duration.between(attempt.started(), attempt.ended());
        Timer.builder("batuta.attempts")
                .description("How long attempts took from claim to verdict, by how they ended")
                .tags("type", operation.serviceType(), "verb", operation.verb().word())
                .tags("server", server, "outcome", attempt.outcome().name())
                .register(registry)
                .record(time);
        try (Trail ignored = Trail.of(operation, attempt)) {
            LOG.info(
                    "{} {} of {} on {}: {}{} after {} ms, attempt {}",
                    operation.serviceType(),
                    operation.verb().word(),
                    operation.serviceName(),
                    server,
                    attempt.outcome(),
                    attempt.exitCode() == null ? "" : " (exit " + attempt.exitCode() + ")",
                    time.toMillis(),
                    attempt.number());
        }
    }
}
