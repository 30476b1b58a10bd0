package org.batuta.accounts;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Asks who knows the second factors of logins. */
public interface SecondFactorHolders {

    /** Which of these people are asked for a second factor when they log in. */
    Set<UUID> among(Collection<UUID> people);
}
