package org.batuta.configuration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a value came from.
 *
 * @param detail the environment variable, the file or the login; null for what the release brings
 * @param at when an administrator said it; null for all others
 */
public record Origin(
        Layer layer, @Nullable String detail, @Nullable Instant at) {

    /** What each later one replaces. */
    public enum Layer {
        RELEASE,
        /** A variable of the environment. */
        ENVIRONMENT,
        /** A file of settings, a system property or an argument of the command. */
        START,
        /** Said at the desk, for all nodes. */
        DESK
    }

    static final Origin RELEASE = new Origin(Layer.RELEASE, null, null);
}
