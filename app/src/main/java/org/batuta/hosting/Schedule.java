package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** For when a wish may be asked (K14): at once, or for a time within a year; with a password only while that is kept. */
@Component
class Schedule {

    /** Leaves time for the work itself before the envelope of the password expires. */
    private static final Duration SEALED = Duration.ofHours(12);

    private static final String FIELD = "scheduledFor";

    private final Clock clock;

    Schedule(Clock clock) {
        this.clock = clock;
    }

    /** Notes what is wrong with a time; nothing is wrong with none. */
    void check(@Nullable Instant time, boolean withPassword, Refusal.Collector problems) {
        if (time == null) {
            return;
        }
        Instant now = clock.instant();
        if (time.isBefore(now)) {
            problems.add(FIELD, "in-the-past");
        } else if (time.isAfter(now.atOffset(ZoneOffset.UTC).plusYears(1).toInstant())) {
            problems.add(FIELD, "more-than-a-year");
        } else if (withPassword && time.isAfter(now.plus(SEALED))) {
            problems.add(FIELD, "password-kept", SEALED.toHours());
        }
    }
}
