package org.batuta.kernel;

import java.nio.charset.StandardCharsets;

/**
 * What text a person may send us: no control characters (CR, LF and NUL would end a line of somebody's file), no
 * characters that hide or reorder others (bidirectional controls, zero width), no broken surrogates. And how text of
 * a server, which may have all of them, is shown to a person.
 */
public final class PlainText {

    /** The character that stands where bytes could not be read as text. */
    public static final char UNREADABLE = '\uFFFD';

    private PlainText() {}

    /** Whether the text is one visible line. */
    public static boolean isLine(String text) {
        return text.codePoints().noneMatch(c -> c == UNREADABLE || isHiddenOrBroken(c));
    }

    /** Whether the text may also have line breaks and tabs. */
    public static boolean isText(String text) {
        return text.codePoints().allMatch(c -> c == '\n' || c == '\t' || c != UNREADABLE && !isHiddenOrBroken(c));
    }

    /** Whether the text can be kept as it was sent: no NUL, which no database takes, and no character that is broken. */
    public static boolean canBeKept(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || c == UNREADABLE || Character.getType(c) == Character.SURROGATE);
    }

    /** Whether every character is printable ASCII. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    /** The length in bytes of the text as UTF-8. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text with every hidden or broken character spelled out, as in {@code \x1b}; lines and tabs stay. */
    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\n' && c != '\t' && isHiddenOrBroken(c)) {
                shown.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Like {@link #visible}, on one line. */
    public static String visibleLine(String text) {
        return visible(text).replace("\n", "\\x0a").replace("\t", "\\x09");
    }

    private static boolean isHiddenOrBroken(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        };
    }
}
