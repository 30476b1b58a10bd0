package org.batuta.orchestration.web;

import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Refusal;

/** How many operations are tried again at one time, whoever chooses them. */
final class Chosen {

    static final int MOST = 500;

    private Chosen() {}

    /**
     * Refuses none, and too many.
     *
     * @throws Refusal at {@code field}
     */
    static void require(Set<UUID> chosen, String field) {
        if (chosen.isEmpty()) {
            throw Refusal.at(field, "none-chosen");
        }
        if (chosen.size() > MOST) {
            throw Refusal.at(field, "too-many-chosen", MOST);
        }
    }
}
