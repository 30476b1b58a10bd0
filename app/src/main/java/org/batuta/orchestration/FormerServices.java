package org.batuta.orchestration;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Knows which services exist no more. Asked before something that failed for one is run once more, and answered by the
 * module that owns services: nothing may be taken from a server that belongs to another service by now.
 */
public interface FormerServices {

    /** Those of them that exist no more. */
    Set<UUID> among(Collection<UUID> serviceIds);

    /**
     * Holds the name of the operation's service until the transaction ends, so that nobody takes it meanwhile.
     *
     * @throws org.batuta.kernel.Refusal {@code service-lives} when the service exists, {@code name-of-another} when its
     *     name belongs to another one
     */
    void requireGone(Operation operation);
}
