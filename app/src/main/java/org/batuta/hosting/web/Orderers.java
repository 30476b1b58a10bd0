package org.batuta.hosting.web;

import static org.batuta.accounts.Permission.ORDER_SERVICES;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** The accounts for which whoever is logged in may ask for something. */
@Component
class Orderers {

    private final Accounts accounts;

    Orderers(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * The accounts to choose from; the one that was chosen, if any. Staff bring the account with them from the desk.
     *
     * @throws AccessDeniedException when there is none
     */
    List<Account> accounts(@Nullable UUID chosen) {
        if (chosen != null) {
            return List.of(account(chosen));
        }
        Acting acting = Acting.current();
        List<UUID> own = acting.accountIds().stream()
                .filter(account -> Acting.currentMay(ORDER_SERVICES, account))
                .toList();
        if (own.isEmpty() && !acting.staff()) {
            throw new AccessDeniedException("may order for no account");
        }
        return accounts.named(own);
    }

    /**
     * The account.
     *
     * @throws NotFound when it is somebody else's
     * @throws AccessDeniedException when it may only be seen
     */
    Account account(UUID id) {
        NotFound nothing = new NotFound("account", id);
        Acting.requireMay(ORDER_SERVICES, id, nothing);
        return accounts.findById(id).orElseThrow(() -> nothing);
    }

    /** Whether whoever is logged in may ask for something on this account, and the account may have it now. */
    boolean mayAsk(UUID accountId) {
        return Acting.currentMay(ORDER_SERVICES, accountId)
                && !accounts.stateOf(accountId).standsStill();
    }

    /** The same of any account of whoever is logged in. */
    boolean mayAskAnywhere() {
        return Acting.current().accountIds().stream().anyMatch(this::mayAsk);
    }

    /** Whether it has to be said for which account something is asked. */
    static boolean isOneOfSeveral() {
        Acting acting = Acting.current();
        return acting.staff() || acting.accountIds().size() > 1;
    }
}
