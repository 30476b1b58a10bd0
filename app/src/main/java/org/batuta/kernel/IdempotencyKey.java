package org.batuta.kernel;

import java.util.regex.Pattern;

/** The key by which a program asks for something again without asking for it twice (K17). */
public final class IdempotencyKey {

    /** The header in which a program sends it. */
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 100;
    private static final Pattern KEY = Pattern.compile("[!-~]{1," + LONGEST + "}");

    private IdempotencyKey() {}

    /**
     * Refuses what is no key: up to 100 visible characters.
     *
     * @throws Refusal at {@code key}
     */
    public static void require(String key) {
        if (!KEY.matcher(key).matches()) {
            throw Refusal.at("key", "key-form", LONGEST);
        }
    }
}
