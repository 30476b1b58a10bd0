package org.batuta.orchestration.cockpit;

import org.batuta.kernel.PlainText;
import org.batuta.orchestration.Attempt;

/** What one attempt wrote: the end of each stream, with what is hidden in it made visible, and its whole size in bytes. */
record OutputView(String stdout, long stdoutBytes, String stderr, long stderrBytes) {

    private static final int TAIL = 8_000;

    static OutputView of(Attempt attempt) {
        return new OutputView(
                tail(attempt.stdout()), attempt.stdoutBytes(), tail(attempt.stderr()), attempt.stderrBytes());
    }

    private static String tail(String text) {
        boolean all = text.length() <= TAIL;
        return PlainText.visible(all ? text : "…\n" + text.substring(text.length() - TAIL));
    }
}
