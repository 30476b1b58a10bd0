package org.batuta.hosting;

import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Whether an account, and a service of it, may have wishes now. */
@Component
class Standing {

    private final Accounts accounts;

    Standing(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Refuses what is wished for an account that is not active. */
    void requireActive(UUID accountId) {
        require(accounts.stateOf(accountId));
    }

    /** The same, and it stays so until the transaction ends; held after names, as by who confirms a contact. */
    void holdActive(UUID accountId) {
        require(accounts.hold(accountId).orElseThrow().state());
    }

    private static void require(Account.State state) {
        if (state != Account.State.ACTIVE) {
            throw Refusal.at("", "account." + state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Refuses what is wished for a service while its account is suspended or being closed, which it is or not until the transaction ends. */
    void requireNotSuspended(UUID accountId) {
        Account.State state = accounts.hold(accountId).orElseThrow().state();
        if (state.standsStill()) {
            throw Refusal.at("", "account." + state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Refuses that something is kept in an account that is being closed, which it is or not until the transaction ends. */
    void requireNotClosing(UUID accountId) {
        if (accounts.hold(accountId).orElseThrow().state() == Account.State.CLOSING) {
            throw Refusal.at("", "account.closing");
        }
    }

    /** Whether a service works and may be changed, with its account, which is so or not until the transaction ends. */
    boolean isInForce(Service service) {
        return service.isActive()
                && service.suspended() == null
                && accounts.hold(service.accountId()).orElseThrow().state() == Account.State.ACTIVE;
    }

    /** Refuses what is wished for a service while it or its account is suspended. */
    void requireNotSuspended(Service service) {
        requireNotSuspended(service.accountId());
        if (service.suspended() != null) {
            throw Refusal.at("", "suspended", service.name());
        }
    }
}
