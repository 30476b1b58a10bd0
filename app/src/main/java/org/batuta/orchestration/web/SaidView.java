package org.batuta.orchestration.web;

import org.batuta.kernel.PlainText;
import org.batuta.orchestration.LiveOutput.Said;

/** What a script has said so far, as its operation's page shows it: hidden characters are spelled out. */
record SaidView(String stdout, long stdoutBytes, String stderr, long stderrBytes) {

    static SaidView of(Said said) {
        return new SaidView(
                PlainText.visible(said.stdout()),
                said.stdoutBytes(),
                PlainText.visible(said.stderr()),
                said.stderrBytes());
    }

    public boolean isEmpty() {
        return stdout.isEmpty() && stderr.isEmpty();
    }
}
