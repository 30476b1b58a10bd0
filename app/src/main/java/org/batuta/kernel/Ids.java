package org.batuta.kernel;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes identifiers that nobody can guess and that sort by the time they were made (UUID version 7, RFC 9562). */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new identifier: 48 bits of time in milliseconds, 74 random bits. */
    public static UUID next() {
        long high = System.currentTimeMillis() << 16 | 0x7000 | RANDOM.nextInt(0x1000);
        long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
