package org.batuta.hosting.domains;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The living domains above and below a name, whoever owns them. */
interface Neighbours {

    /** A domain and its owner. */
    record Owned(String name, UUID accountId) {}

    /** From here until the end of the transaction nobody else takes a name above or below this one. */
    void hold(String name);

    Optional<Owned> living(String name);

    List<Owned> below(String name);

    /** Whether somebody is reached in an emergency only at addresses of this domain, or below it. */
    boolean carriesEmergencyAddress(String name);
}
