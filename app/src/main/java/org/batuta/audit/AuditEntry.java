package org.batuta.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change, as it was written down.
 *
 * @param accountId the account it belongs to
 * @param token by which a program did it for that person
 * @param login who did it; empty when the account was erased
 * @param inNameOf the customer in whose name it was done
 * @param remote the address it came from; none when the platform did it by itself
 * @param call the number of the call over HTTP, as it stands in the logs
 * @param request the request it was done for
 * @param processInstance the process instance it was done in
 * @param before JSON; none when there was nothing before
 * @param after JSON; none when there is nothing after
 * @param erased whether its account was erased, and with it all personal values
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String action,
        String objectType,
        UUID objectId,
        @Nullable UUID accountId,
        UUID personId,
        @Nullable UUID token,
        String login,
        @Nullable String inNameOf,
        @Nullable String remote,
        @Nullable String call,
        @Nullable UUID request,
        @Nullable String processInstance,
        @Nullable String before,
        @Nullable String after,
        boolean erased) {

    /** The same, for whoever may not read from where it was done. */
    public AuditEntry withoutRemote() {
        return new AuditEntry(
                id,
                at,
                action,
                objectType,
                objectId,
                accountId,
                personId,
                token,
                login,
                inNameOf,
                null,
                call,
                request,
                processInstance,
                before,
                after,
                erased);
    }

    /** What is different after it, field by field. */
    public List<Difference> differences() {
        return Difference.between(before, after);
    }
}
