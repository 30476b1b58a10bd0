package org.batuta.hosting.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.frame.Banner;
import org.batuta.hosting.Suspension;
import org.batuta.hosting.Suspensions;
import org.springframework.stereotype.Component;

/** Tells customers on every page that an account of theirs is suspended, and why. */
@Component
class SuspendedBanner implements Banner {

    private final Suspensions suspensions;
    private final Accounts accounts;

    SuspendedBanner(Suspensions suspensions, Accounts accounts) {
        this.suspensions = suspensions;
        this.accounts = accounts;
    }

    record Said(Account account, Suspension suspension) {}

    @Override
    public String fragment() {
        return "hosting/suspension :: banner";
    }

    @Override
    public List<Said> now() {
        if (Acting.current().accountIds().isEmpty()) {
            return List.of();
        }
        Map<UUID, Suspension> mine =
                suspensions.mine().stream().collect(Collectors.toMap(Suspension::accountId, Function.identity()));
        return mine.isEmpty()
                ? List.of()
                : accounts.named(mine.keySet()).stream()
                        .map(account -> new Said(account, Objects.requireNonNull(mine.get(account.id()))))
                        .toList();
    }
}
