package org.batuta.hosting.systemusers;

import java.util.Optional;
import java.util.UUID;

/** The main system users of accounts: each account that has any has exactly one (T05). */
interface MainUsers {

    /** The name of an account's main user; nobody else makes one until the transaction ends. */
    Optional<String> hold(UUID accountId);
}
