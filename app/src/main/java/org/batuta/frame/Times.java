package org.batuta.frame;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes moments for readers without JavaScript: in their language, in UTC and saying so. */
@Component
class Times {

    /** The moment with its zone, as {@code 24 Nov 2026, 18:30 UTC}. */
    public String text(Instant instant) {
        return text(instant, FormatStyle.SHORT);
    }

    /** The moment to the second. */
    public String clock(Instant instant) {
        return text(instant, FormatStyle.MEDIUM);
    }

    private static String text(Instant instant, FormatStyle time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, time)
                        .withLocale(LocaleContextHolder.getLocale())
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                + " UTC";
    }
}
