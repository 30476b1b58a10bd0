package org.batuta.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change, as it was written down.
 *
 * @param login who did it
 * @param inNameOf the customer in whose name it was done
 * @param remote the address it came from; none when the platform did it by itself
 * @param requestId the number of the call over HTTP, as it stands in the logs
 * @param processInstance the process instance it was done in
 * @param before JSON; none when there was nothing before
 * @param after JSON; none when there is nothing after
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String action,
        String objectType,
        UUID objectId,
        String login,
        @Nullable String inNameOf,
        @Nullable String remote,
        @Nullable String requestId,
        @Nullable String processInstance,
        @Nullable String before,
        @Nullable String after) {}
