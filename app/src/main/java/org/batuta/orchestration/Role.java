package org.batuta.orchestration;

/** The part a server has in a route. */
public enum Role {
    /** Takes every change first. */
    PRIMARY,
    /** Follows the primary. */
    SECONDARY
}
