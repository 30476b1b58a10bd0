package org.batuta.frame;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes lists for other programs as RFC 4180 says, so that no spreadsheet takes a text for a formula. */
public final class Csv {

    /** The kind of what is written, for an answer. */
    public static final String TYPE = "text/csv;charset=UTF-8";

    /** Also behind blanks, which some of them skip, and behind what separates cells in the spreadsheets of other countries. */
    private static final Pattern BEGINS_A_FORMULA =
            Pattern.compile("^(?=[\\t\\r])|(?:^|(?<=[;\\t\\r\\n]))(?=[\\s\\p{Z}]*[=+@-])");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]|^\\s|\\s$");

    private Csv() {}

    /** One record with the end of its line; before a text that a spreadsheet would calculate stands an apostrophe. */
    public static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!(value instanceof Number)) {
            text = BEGINS_A_FORMULA.matcher(text).replaceAll("'");
        }
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
