package org.batuta.notifications;

import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/** Makes foreign text fit to be looked at: control characters become visible, and what is too long is cut. */
final class Shown {

    private static final int MOST_OF_A_LINE = 300;
    private static final int MOST_OF_A_BLOCK = 4000;

    private Shown() {}

    /** One line; numbers stay numbers, so that their words can be chosen by them. */
    static Object line(@Nullable Object value) {
        if (value instanceof Number) {
            return value;
        }
        String line = PlainText.visibleLine(value == null ? "" : value.toString());
        return line.length() <= MOST_OF_A_LINE ? line : line.substring(0, MOST_OF_A_LINE) + "\u2026";
    }

    /** Several lines: beginning and end of what is too long; empty for nothing. */
    static String block(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (text.length() > MOST_OF_A_BLOCK) {
            int half = MOST_OF_A_BLOCK / 2;
            text = text.substring(0, half) + "\n[\u2026 " + (text.length() - MOST_OF_A_BLOCK) + " \u2026]\n"
                    + text.substring(text.length() - half);
        }
        return PlainText.visible(text);
    }
}
