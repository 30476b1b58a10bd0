package org.batuta.notifications;

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
        String line = visible(value == null ? "" : value.toString(), false);
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
        return visible(text, true);
    }

    private static String visible(String text, boolean lines) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (lines && (c == '\n' || c == '\t')) {
                shown.appendCodePoint(c);
            } else if (isHidden(c)) {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
