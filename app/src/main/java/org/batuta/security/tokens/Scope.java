package org.batuta.security.tokens;

import static org.batuta.accounts.Permission.RUN_PLATFORM;
import static org.batuta.accounts.Permission.SEE_ACCOUNTS;
import static org.batuta.accounts.Permission.SEE_AUDIT;
import static org.batuta.accounts.Permission.SEE_OPERATIONS;
import static org.batuta.accounts.Permission.SEE_SERVICES;
import static org.batuta.accounts.Permission.WATCH_PROCESSES;

import java.util.EnumSet;
import java.util.Set;
import org.batuta.accounts.Permission;

/** How much of what its person may do a token may do. */
public enum Scope {
    /** Looks and changes nothing. */
    READ(EnumSet.of(SEE_SERVICES, SEE_ACCOUNTS, SEE_OPERATIONS, SEE_AUDIT, WATCH_PROCESSES)),
    /** Also changes. */
    WRITE(EnumSet.complementOf(EnumSet.of(RUN_PLATFORM)));

    private final Set<Permission> most;

    Scope(Set<Permission> most) {
        this.most = most;
    }

    /** What is left of these permissions. */
    Set<Permission> of(Set<Permission> permissions) {
        Set<Permission> left = EnumSet.noneOf(Permission.class);
        left.addAll(permissions);
        left.retainAll(most);
        return left;
    }
}
