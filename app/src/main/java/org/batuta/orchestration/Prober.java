package org.batuta.orchestration;

/** Looks from outside whether a service works. Asked by the dispatcher, answered by the module that owns services. */
public interface Prober {

    /**
     * Runs one probe in a thread of its own, outside of any transaction; it must keep its own network time-outs well
     * below the operation's limit. An exception counts as "not seen", with its message as evidence.
     */
    ProbeResult probe(Operation operation);
}
