package org.batuta.orchestration;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the failure policy: what follows a failure that it fits. What is null fits everything.
 *
 * @param firstTry the first of the tries that it fits, at least 1
 * @param lastTry the last of them; {@link #NO_END} for all that follow
 * @param delay how many seconds until the next try
 * @param why one line for people
 */
public record Rule(
        @Nullable String serviceType,
        @Nullable Verb verb,
        @Nullable Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable String symptom,
        int firstTry,
        int lastTry,
        Next next,
        int delay,
        String why) {

    /** No try is the last one. */
    public static final int NO_END = Integer.MAX_VALUE;

    /** What may follow a failure. */
    public enum Next {
        /** The step is run again after the delay. */
        RETRY,
        /** The server is compared with the wish. */
        CHECK,
        /** Somebody gets a task. */
        PERSON,
        /** The request goes on without this server. */
        SKIP,
        /** The request fails and is undone. */
        ABORT
    }

    /** The tries as people write them. */
    public String tries() {
        return PolicyText.tries(firstTry, lastTry);
    }

    /** What follows. */
    record Answer(Next next, int delay) {}

    boolean fits(Situation situation, int tries) {
        return fits(serviceType, situation.serviceType())
                && fits(verb, situation.verb())
                && fits(outcome, situation.outcome())
                && fits(exitCode, situation.exitCode())
                && fits(symptom, situation.symptom())
                && firstTry <= tries
                && tries <= lastTry;
    }

    private static boolean fits(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    Answer answer() {
        return new Answer(next, delay);
    }

    /**
     * How something failed, but for the number of its tries.
     *
     * @param serviceType null for one that no row names, as with the others
     */
    record Situation(
            @Nullable String serviceType,
            @Nullable Verb verb,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom) {}
}
