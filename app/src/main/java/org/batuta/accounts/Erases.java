package org.batuta.accounts;

import java.util.List;
import java.util.UUID;

/**
 * A part of what is erased when an account is closed (L16; GDPR, article 17). Each module erases its own, in the order of
 * the beans: what others say of it first, the account itself last. Each part is one transaction, and may come twice.
 */
public interface Erases {

    /** The identifiers of what the module has of the account: by these processes and letters about it are found. */
    default List<UUID> ids(UUID accountId) {
        return List.of();
    }

    /** Erases the part, so that nothing is left that only the account knows; what a {@link Hold} names is kept. */
    void erase(Erasure erasure);
}
