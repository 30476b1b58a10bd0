package org.batuta.accounts;

import static org.batuta.accounts.Permission.IMPERSONATE;
import static org.batuta.accounts.Permission.ORDER_SERVICES;
import static org.batuta.accounts.Permission.REPAIR_OPERATIONS;
import static org.batuta.accounts.Permission.SEE_ACCOUNTS;
import static org.batuta.accounts.Permission.SEE_OPERATIONS;
import static org.batuta.accounts.Permission.SEE_SERVICES;
import static org.batuta.accounts.Permission.WATCH_PROCESSES;

import java.util.Set;

/** What a person of the provider does; each role is one group of the engine. */
public enum StaffRole {
    /** Everything, and the only role that may change accounts and servers. */
    ADMINISTRATOR("camunda-admin", Permission.values()),
    /** Repairs what no rule can settle. */
    OPERATOR("operators", SEE_SERVICES, ORDER_SERVICES, SEE_ACCOUNTS, SEE_OPERATIONS, REPAIR_OPERATIONS, IMPERSONATE),
    /** Watches and changes nothing. */
    MANAGER("managers", SEE_SERVICES, SEE_ACCOUNTS, SEE_OPERATIONS, WATCH_PROCESSES);

    private final String group;
    private final Set<Permission> permissions;

    StaffRole(String group, Permission... permissions) {
        this.group = group;
        this.permissions = Set.of(permissions);
    }

    /** The engine's name for everybody with this role: the candidate group of tasks. */
    public String group() {
        return group;
    }

    /** What the role allows, on every account. */
    public Set<Permission> permissions() {
        return permissions;
    }
}
