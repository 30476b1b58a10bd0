package org.batuta.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows who acts right now; answered by the module that knows people. */
public interface Actors {

    /** Whoever is logged in, or the platform itself. */
    Actor now();

    /**
     * Somebody who acts.
     *
     * @param inNameOf the customer in whose name a member of the staff acts
     * @param token by which a program acts for that person
     */
    record Actor(
            UUID personId,
            String login,
            @Nullable String inNameOf,
            @Nullable UUID token) {}
}
