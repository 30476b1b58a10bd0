package org.batuta.orchestration;

import java.time.Duration;

/** How long a server has not answered, and how long to wait before it is asked again. */
class Silence {

    private static final long FIRST_PAUSE = 250;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Duration bound;
    private long since = System.nanoTime();
    private int tries;

    Silence(Duration bound) {
        this.bound = bound;
    }

    void broken() {
        since = System.nanoTime();
        tries = 0;
    }

    boolean isTooLong() {
        return System.nanoTime() - since > bound.toNanos();
    }

    Duration nextPause() {
        Duration pause = Duration.ofMillis(FIRST_PAUSE << Math.min(tries++, 6));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
