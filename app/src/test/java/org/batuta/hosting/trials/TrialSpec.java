package org.batuta.hosting.trials;

/**
 * The wish for a trial.
 *
 * @param name tells it from others
 * @param deed what the server does
 */
public record TrialSpec(String name, String deed) {}
