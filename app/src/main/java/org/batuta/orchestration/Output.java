package org.batuta.orchestration;

import java.nio.charset.StandardCharsets;

/**
 * What a script wrote to one of its streams: text that PostgreSQL can store, and the true size.
 *
 * @param text decoded leniently and without NUL; head and tail only, if there was much
 * @param bytes how much the script wrote in all
 */
record Output(String text, long bytes) {

    static final Output NONE = new Output("", 0);

    static Output of(byte[] raw, long bytes) {
        return new Output(new String(raw, StandardCharsets.UTF_8).replace('\0', '\uFFFD'), bytes);
    }

    /** Whether its middle is not here. */
    boolean isCut() {
        return bytes > 2L * Gathered.PIECE;
    }

    boolean isBlank() {
        return text.isBlank();
    }
}
