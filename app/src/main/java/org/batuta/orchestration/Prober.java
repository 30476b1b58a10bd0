package org.batuta.orchestration;

/** Looks from outside whether a service works. Asked by the dispatcher, answered by the module that owns services. */
public interface Prober {

    /**
     * Runs one probe in a thread of its own, outside of any transaction; it must keep its own network time-outs well
     * below the operation's limit. An exception counts as "not seen", with its message as evidence, unless it tells
     * that our own database did not answer: that says nothing about the service, and it is looked at again.
     */
    ProbeResult probe(Operation operation);
}
