package org.batuta.kernel;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes identifiers that nobody can guess and that sort by the time they were made (UUID version 7, RFC 9562). Those
 * of one process sort exactly in the order in which they were made.
 */
public final class Ids {

    /** Sorts before all of them. */
    public static final UUID FIRST = new UUID(0, 0);

    /** Sorts after all of them. */
    public static final UUID LAST = new UUID(-1, -1);

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong STAMP = new AtomicLong();

    private Ids() {}

    /** A new identifier: 48 bits of time in milliseconds, 12 that count within it, 62 random bits. */
    public static UUID next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long stamp = STAMP.updateAndGet(last -> Math.max(now, last + 1));
        long high = stamp >>> COUNTER_BITS << 16 | 0x7000 | stamp & 0xFFF;
        long low = RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
