package org.batuta.kernel;

/** Words of a person inside a pattern of SQL's LIKE: they find themselves and nothing else. */
public final class Like {

    /** The character that the pattern's ESCAPE clause has to name. */
    public static final char ESCAPE = '\\';

    private Like() {}

    /** The words with every character escaped that means something to LIKE. */
    public static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
