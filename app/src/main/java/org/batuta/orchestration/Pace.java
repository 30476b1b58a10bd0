package org.batuta.orchestration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes a crowd travel together: whoever comes within a moment of a server's last call, while that is under way or after
 * one that carried several, waits for company, and all who gathered go in one. In calm, and one after the other, nobody
 * waits. Asked by the dispatcher's one thread only.
 */
@Component
class Pace {

    private final OrchestrationSettings settings;
    private final Map<UUID, Long> begun = new HashMap<>();
    private final Set<UUID> gathering = new HashSet<>();
    private final Set<UUID> crowded = new HashSet<>();

    Pace(OrchestrationSettings settings) {
        this.settings = settings;
    }

    /** Whether a step for this server, to which a call is under way or not, has to wait a moment. */
    boolean waits(UUID server, boolean underWay) {
        Long last = begun.get(server);
        boolean waits = (underWay || crowded.contains(server))
                && last != null
                && System.nanoTime() - last < settings.gather().toNanos();
        if (waits) {
            gathering.add(server);
        }
        return waits;
    }

    /** So many steps set out; answers whether they gathered, and travel together. */
    boolean begins(UUID server, int steps) {
        begun.put(server, System.nanoTime());
        if (steps > 1) {
            crowded.add(server);
        } else {
            crowded.remove(server);
        }
        return gathering.remove(server);
    }

    /** Whether somebody waits for a moment to pass. */
    boolean isGathering() {
        return !gathering.isEmpty();
    }
}
