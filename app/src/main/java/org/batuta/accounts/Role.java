package org.batuta.accounts;

import static org.batuta.accounts.Permission.MANAGE_TEAM;
import static org.batuta.accounts.Permission.ORDER_SERVICES;
import static org.batuta.accounts.Permission.SEE_AUDIT;
import static org.batuta.accounts.Permission.SEE_SERVICES;
import static org.batuta.accounts.Permission.TRANSFER_SERVICES;

import java.util.Set;

/** What a person is to an account, and so what the person may do with its services. */
public enum Role {
    OWNER(SEE_SERVICES, ORDER_SERVICES, TRANSFER_SERVICES, MANAGE_TEAM, SEE_AUDIT),
    TECHNICAL(SEE_SERVICES, ORDER_SERVICES),
    BILLING(SEE_SERVICES),
    READER(SEE_SERVICES);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Set.of(permissions);
    }

    /** What the role allows on its account. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
