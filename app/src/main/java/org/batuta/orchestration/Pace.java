package org.batuta.orchestration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes a crowd travel together: whoever comes within a moment of a server's last call waits for company, and all who
 * gathered go in one. In calm nobody waits. Asked by the dispatcher's one thread only.
 */
@Component
class Pace {

    private final OrchestrationSettings settings;
    private final Map<UUID, Long> begun = new HashMap<>();
    private final Set<UUID> gathering = new HashSet<>();

    Pace(OrchestrationSettings settings) {
        this.settings = settings;
    }

    /** Whether a step for this server has to wait a moment. */
    boolean waits(UUID server) {
        Long last = begun.get(server);
        boolean waits =
                last != null && System.nanoTime() - last < settings.gather().toNanos();
        if (waits) {
            gathering.add(server);
        }
        return waits;
    }

    /** A call begins; answers whether it takes all who gathered. */
    boolean begins(UUID server) {
        begun.put(server, System.nanoTime());
        return gathering.remove(server);
    }

    /** Whether somebody waits for a moment to pass. */
    boolean isGathering() {
        return !gathering.isEmpty();
    }
}
