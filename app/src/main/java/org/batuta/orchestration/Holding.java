package org.batuta.orchestration;

import java.time.Duration;
import java.util.UUID;

/** What a worker knows about this node's hold on what it works on. */
interface Holding {

    String node();

    /** Whether this node still holds the lease and goes on working. */
    boolean holds(UUID operation);

    /** Nothing is heard of the server: until it {@link #hears}, this work takes nobody's place. */
    void hearsNothing();

    /** The server answers. */
    void hears();

    /** Waits so long, or until this node stops working. */
    void pause(Duration time) throws InterruptedException;
}
