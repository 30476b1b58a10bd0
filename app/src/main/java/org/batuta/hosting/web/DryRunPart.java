package org.batuta.hosting.web;

import java.util.List;
import java.util.Map;
import org.batuta.orchestration.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What would be run at one time, as a dry run shows it.
 *
 * @param when {@code turn} or {@code window-passed}
 */
record DryRunPart(String when, List<Line> lines) {

    /**
     * One operation that would be run.
     *
     * @param server null when it is looked at from outside
     * @param parameters as they would be sent, hidden characters spelled out and secrets masked
     * @param script its text; null when it is looked at from outside
     */
    record Line(
            Operation is,
            @Nullable String server,
            Map<String, String> parameters,
            @Nullable String script) {}
}
