package org.batuta.workflow;

import java.util.concurrent.atomic.AtomicInteger;

/** Sings when an expression made it: then the expression could have run anything. */
public class Canary {

    static final AtomicInteger SONGS = new AtomicInteger();

    /** What an attacker writes where the engine expects a person or a date. */
    static final String ATTACK = "${''.getClass().forName('" + Canary.class.getName() + "').newInstance().toString()}";

    public Canary() {
        SONGS.incrementAndGet();
    }
}
