package org.batuta.hosting.web;

import java.time.Duration;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes how long something took with its two largest units, in the reader's language. */
@Component
class Durations {

    private static final double SHORT = 60;

    private final MessageSource words;

    Durations(MessageSource words) {
        this.words = words;
    }

    /** As {@code 4.2 s}, {@code 3 min 20 s}, {@code 5 h 1 min} or {@code 2 d 7 h}. */
    public String text(double seconds) {
        if (seconds < SHORT) {
            return say("seconds", seconds);
        }
        Duration took = Duration.ofSeconds(Math.round(seconds));
        if (took.toHours() == 0) {
            return say("minutes", took.toMinutes(), took.toSecondsPart());
        }
        return took.toDays() == 0
                ? say("hours", took.toHours(), took.toMinutesPart())
                : say("days", took.toDays(), took.toHoursPart());
    }

    private String say(String unit, Object... values) {
        return words.getMessage("hosting.lasted." + unit, values, LocaleContextHolder.getLocale());
    }
}
