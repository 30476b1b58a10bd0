package org.batuta.audit;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change is about.
 *
 * @param accountId the account it belongs to, whose people may read of it and with which it is erased
 * @param requestId the request it was done for
 * @param sealedFor the account with which it is erased although it is not that account's to read
 */
public record Subject(
        String type,
        UUID id,
        @Nullable UUID accountId,
        @Nullable UUID requestId,
        @Nullable UUID sealedFor) {

    /** An object; an account belongs to itself, and what is done to a request is done for it. */
    public static Subject of(String type, UUID id) {
        return new Subject(type, id, type.equals("account") ? id : null, type.equals("request") ? id : null, null);
    }

    /** Whose key seals what is personal in it, if anybody's. */
    Optional<UUID> owner() {
        if (sealedFor != null) {
            return Optional.of(sealedFor);
        }
        return Optional.ofNullable(accountId == null && type.equals("person") ? id : accountId);
    }

    /** The same, of this account. */
    public Subject ofAccount(@Nullable UUID account) {
        return new Subject(type, id, account, requestId, sealedFor);
    }

    /** The same, for this request. */
    public Subject forRequest(UUID request) {
        return new Subject(type, id, accountId, request, sealedFor);
    }

    /** The same, erased with this account although only the staff reads of it. */
    public Subject sealedFor(@Nullable UUID account) {
        return new Subject(type, id, accountId, requestId, account);
    }
}
