package org.batuta.hosting.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * When a wish shall begin, as a form says it (K14).
 *
 * @param time a local time, as {@code 2026-12-24T18:30}; empty for at once
 * @param zone the zone of the reader's clock; the form says UTC where no script tells it
 */
record When(String time, String zone) {

    private static final String TIME = "scheduledFor";
    private static final String ZONE = "zone";

    static When sent(Values values) {
        return new When(values.text(TIME), values.text(ZONE));
    }

    /** The moment; null for at once, or when it was noted that there is none. */
    @Nullable
    Instant read(Refusal.Collector problems) {
        ZoneId known = zone(problems);
        if (known == null || time.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(time.strip()).atZone(known).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            problems.add(TIME, "no-time");
            return null;
        }
    }

    private @Nullable ZoneId zone(Refusal.Collector problems) {
        try {
            return ZoneId.of(zone.isBlank() ? "UTC" : zone);
        } catch (DateTimeException e) {
            problems.add(ZONE, "no-zone");
            return null;
        }
    }
}
