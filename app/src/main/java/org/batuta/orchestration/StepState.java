package org.batuta.orchestration;

import java.util.Set;

/** The life of a step. Only in RUNNING and CHECKING are its operations taken by the dispatcher. */
public enum StepState {
    PLANNED,
    /** A process waits at {@code runOperations}, but for the first try of a reload. */
    RUNNING,
    /** A process waits at {@code checkOperations}: is the server as wished, although nobody saw the end? */
    CHECKING,
    /** A process waits at {@code stopOperations} until everything is proven dead. */
    STOPPING,
    /** Left its task by an error; it may be run, checked or skipped from here. */
    FAILED,
    DONE,
    /** A person or the policy went on without it. */
    SKIPPED,
    /** The wish was planned anew, or taken back, before this was done. */
    SUPERSEDED;

    /** In these nothing will happen any more. */
    static final Set<StepState> OVER = Set.of(DONE, SKIPPED, SUPERSEDED);

    /** Whether a process waits for it. */
    boolean isAwaited() {
        return this == RUNNING || this == CHECKING || this == STOPPING;
    }

    /** Whether nothing will happen in this step any more. */
    public boolean isOver() {
        return OVER.contains(this);
    }
}
