package org.batuta.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * What came back from one attempt.
 *
 * @param exitCode null when the script did not end by itself
 * @param symptom the configured pattern that stderr matched
 * @param unsettled the script may still be running: it must be killed before anything else is sent
 * @param note in our own words: which processes were killed, why nothing was sent
 */
record Result(
        Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable String symptom,
        Output stdout,
        Output stderr,
        boolean unsettled,
        @Nullable String note) {

    static Result of(Outcome outcome, String note) {
        return new Result(outcome, null, null, Output.NONE, Output.NONE, false, note);
    }

    static Result refused(String symptom, String note) {
        return new Result(Outcome.REFUSED, null, symptom, Output.NONE, Output.NONE, false, note);
    }

    static Result unanswered(String note) {
        return new Result(Outcome.REFUSED, null, "no-runner", Output.NONE, Output.NONE, true, note);
    }

    static Result lost(String note) {
        return new Result(Outcome.LOST, null, "no-answer", Output.NONE, Output.NONE, true, note);
    }

    Result saying(Output out, Output err) {
        return new Result(outcome, exitCode, symptom, out, err, unsettled, note);
    }

    Result as(Outcome other) {
        return new Result(other, exitCode, symptom, stdout, stderr, unsettled, note);
    }
}
