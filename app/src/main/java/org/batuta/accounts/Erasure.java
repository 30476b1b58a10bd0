package org.batuta.accounts;

import java.util.Set;
import java.util.UUID;

/**
 * Whom and what is erased with an account.
 *
 * @param ids of all that the modules have of it
 * @param people those who belong to this account alone, and are not of the staff
 * @param addresses at which only this account and these people are written to, in small letters
 */
public record Erasure(UUID accountId, Set<UUID> ids, Set<UUID> people, Set<String> addresses) {

    /** The people for a list in SQL, which cannot be empty: then it holds what is nobody. */
    public Set<UUID> peopleOrNone() {
        return people.isEmpty() ? Set.of(accountId) : people;
    }
}
