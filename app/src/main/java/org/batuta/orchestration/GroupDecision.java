package org.batuta.orchestration;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided for all equal failures, and what became of it.
 *
 * @param choice the word of the {@link Choice}
 * @param by the login of that person
 * @param size how many waited then
 * @param decided for how many it is decided
 * @param alone how many were left alone
 * @param left the first of those left alone
 */
public record GroupDecision(
        UUID id, String choice, String by, Instant at, int size, int decided, int alone, List<Left> left) {

    /**
     * Something that this was not decided for.
     *
     * @param operationId its first operation
     * @param why {@code taken} (a colleague has the task), {@code unfit} (it cannot go on so), {@code not-able} (the
     *     task is not for this person), {@code done}, {@code over} (settled meanwhile), {@code moving} (it is being
     *     tried) or {@code failed} (the log says why)
     * @param colleague who has the task
     */
    public record Left(
            UUID operationId,
            String service,
            String account,
            String why,
            @Nullable String colleague) {}

    public GroupDecision {
        left = List.copyOf(left);
    }

    /** How many the decision never came to, because its node died before; they still wait. */
    public int unreached() {
        return size - decided - alone;
    }
}
