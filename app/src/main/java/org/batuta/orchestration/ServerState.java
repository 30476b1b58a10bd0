package org.batuta.orchestration;

/** Whether a server takes operations. */
public enum ServerState {
    /** Being made ready: takes nothing but what prepares it. */
    ENROLLING,
    ACTIVE,
    /** In maintenance: what began goes on, everything else waits. */
    DRAINING,
    /** It shows a host key that nobody accepted: nothing is sent. */
    BLOCKED,
    /** No longer ours. */
    RETIRED
}
