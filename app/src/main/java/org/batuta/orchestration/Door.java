package org.batuta.orchestration;

import java.util.Locale;

/** The keys of the platform: two are bound by the servers to one word of the runner each, the third to nothing. */
enum Door {
    /** Runs, follows and kills operations. */
    OPERATE,
    /** Adds the release's scripts and the runner itself. */
    ENROL,
    /** Sees whether a server lets a user of a customer in, and can do nothing there. */
    PROBE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
