package org.batuta.orchestration;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The life of an operation: {@code PENDING -> RUNNING ->} one of the outcomes; done by way of RELOADING where a daemon has
 * to read its files again. From an outcome that is not done it may become PENDING again for the next attempt;
 * {@code SUPERSEDED} and the done ones are final.
 */
public enum OperationState {
    PENDING,
    RUNNING,
    /** Its script is done; it is itself once the server's daemon has read its files again. */
    RELOADING,
    DONE,
    DONE_WITH_WARNING,
    REFUSED,
    TIMED_OUT,
    LOST,
    UNREACHABLE,
    ABORTED,
    /** A newer wish made it pointless before it began. */
    SUPERSEDED;

    /** Those that ended without the wish being fulfilled on the server, so that somebody or some rule has to go on. */
    public static final Set<OperationState> FAILED =
            Collections.unmodifiableSet(EnumSet.of(REFUSED, TIMED_OUT, LOST, UNREACHABLE, ABORTED));

    /** Whether the wish is fulfilled on the server. */
    public boolean isDone() {
        return this == DONE || this == DONE_WITH_WARNING;
    }

    /** Whether an attempt ended; nothing is running or waiting to run or to be read. */
    public boolean hasEnded() {
        return this != PENDING && this != RUNNING && this != RELOADING;
    }

    /** Whether another attempt may follow. */
    public boolean mayRunAgain() {
        return hasEnded() && !isDone() && this != SUPERSEDED;
    }

    static OperationState of(Outcome outcome) {
        return valueOf(outcome.name());
    }
}
