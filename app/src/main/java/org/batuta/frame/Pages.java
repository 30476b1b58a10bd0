package org.batuta.frame;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** How long the pages of lists are; a reader counts them from one. */
public final class Pages {

    private static final int LENGTH = 25;
    private static final int LAST = 100_000;

    private Pages() {}

    /** The page of this number, or the nearest that there may be. */
    public static Pageable at(int number) {
        return PageRequest.of(Math.min(Math.max(number, 1), LAST) - 1, LENGTH);
    }
}
