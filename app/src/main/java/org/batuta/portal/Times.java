package org.batuta.portal;

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
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(LocaleContextHolder.getLocale())
                        .withZone(ZoneOffset.UTC)
                        .format(instant)
                + " UTC";
    }
}
