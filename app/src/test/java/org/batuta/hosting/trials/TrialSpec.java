package org.batuta.hosting.trials;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a trial.
 *
 * @param name tells it from others
 * @param deed what the server does
 * @param look how the server tells whether the deed was done; when there is none, it says that it was not
 */
public record TrialSpec(String name, String deed, @Nullable String look) {

    Map<String, String> parameters() {
        return Map.of("deed", deed, "look", look == null ? "false" : look);
    }
}
