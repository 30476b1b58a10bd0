package org.batuta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the application says in English, for tests without the application. */
public final class Spoken {

    private static final Words WORDS = read();

    private Spoken() {}

    /** The text of a code; null when there is none. */
    public static @Nullable String text(String code, Object... args) {
        return WORDS.getMessage(code, args, null, Locale.ENGLISH);
    }

    private static Words read() {
        try {
            return new Words();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
