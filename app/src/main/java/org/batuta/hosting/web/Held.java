package org.batuta.hosting.web;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Hold;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an account by law, as a page shows it.
 *
 * @param kept how much of it there is
 * @param months how long it is kept after the account is closed; null for good
 * @param until when that is; null for good, or when the account is not closed yet
 */
record Held(
        String name,
        long kept,
        @Nullable Long months,
        @Nullable Instant until) {

    static List<Held> of(List<Hold> holds, UUID accountId, @Nullable Instant closed) {
        return holds.stream().map(hold -> of(hold, accountId, closed)).toList();
    }

    private static Held of(Hold hold, UUID accountId, @Nullable Instant closed) {
        Period period = hold.period();
        Long months = period == null ? null : period.toTotalMonths();
        Instant until = period == null || closed == null
                ? null
                : closed.atOffset(ZoneOffset.UTC).plus(period).toInstant();
        return new Held(hold.name(), hold.kept(accountId), months, until);
    }
}
