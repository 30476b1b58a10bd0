package org.batuta.orchestration;

/** There is work for the dispatchers of all nodes. */
record WorkQueued() {}
