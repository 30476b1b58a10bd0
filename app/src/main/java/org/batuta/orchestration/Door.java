package org.batuta.orchestration;

import java.util.Locale;

/** The two keys of the platform, each bound by the servers to one word of the runner. */
enum Door {
    /** Runs, follows and kills operations. */
    OPERATE,
    /** Adds the release's scripts and the runner itself. */
    ENROL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
