package org.batuta.hosting.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.AccountSection;
import org.batuta.accounts.Hold;
import org.batuta.hosting.Closure;
import org.batuta.hosting.Closures;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** Whether an account is being closed, or was, and what is still kept of it, on its page at the desk. */
@Component
@Order(100)
class ClosureOfAccount implements AccountSection {

    private final Closures closures;
    private final List<Hold> holds;

    ClosureOfAccount(Closures closures, List<Hold> holds) {
        this.closures = closures;
        this.holds = holds;
    }

    /** @param left how many services there still are */
    record Content(@Nullable Closure closure, long left, List<Held> holds) {}

    @Override
    public String fragment() {
        return "hosting/closure :: part";
    }

    @Override
    public Object content(UUID accountId, Pageable newest) {
        return closures.of(accountId)
                .map(closure ->
                        new Content(closure, closures.left(accountId), Held.of(holds, accountId, closure.endedAt())))
                .orElseGet(() -> new Content(null, 0, List.of()));
    }
}
