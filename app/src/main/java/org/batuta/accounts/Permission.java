package org.batuta.accounts;

import java.util.Set;

/**
 * What may be done through any door. The public methods of the modules ask for a permission by its name
 * ({@code hasAuthority('ORDER_SERVICES')}); {@link Role} and {@link StaffRole} say who has it.
 */
public enum Permission {
    SEE_SERVICES,
    ORDER_SERVICES,
    /** Gives a service to another account, and takes one from another. */
    TRANSFER_SERVICES,
    /** Lets people into an account, and says whom to write to. */
    MANAGE_TEAM,
    SEE_ACCOUNTS,
    MANAGE_ACCOUNTS,
    MANAGE_SERVERS,
    SEE_OPERATIONS,
    REPAIR_OPERATIONS,
    WATCH_PROCESSES,
    /** Sees the portal as a customer does, and may change something there after saying why. */
    IMPERSONATE,
    /** Reads what was done by whom: staff everything, a customer that of the account. */
    SEE_AUDIT,
    /** Reads the metrics and the configuration, changes its catalogues, and sets how much is logged. */
    RUN_PLATFORM;

    private static final Set<Permission> LOOKING =
            Set.of(SEE_SERVICES, SEE_ACCOUNTS, SEE_OPERATIONS, WATCH_PROCESSES, SEE_AUDIT);

    /** Whether it only shows something. */
    public boolean isLooking() {
        return LOOKING.contains(this);
    }
}
