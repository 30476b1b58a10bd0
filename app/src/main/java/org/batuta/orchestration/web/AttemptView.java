package org.batuta.orchestration.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.batuta.orchestration.Attempt;

/** One attempt as the page of its operation shows it. */
record AttemptView(Attempt is, Excerpt stdout, Excerpt stderr) {

    private static final double SECOND = 1000.0;
    private static final Pattern KILLED = Pattern.compile("(?m)^batuta: killed (\\d{1,10}) (\\S.{0,39})$");
    private static final Set<Integer> ENDED_BY_A_SIGNAL = Set.of(137, 143);
    private static final int MOST_NAMED = 20;

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                attempt,
                Excerpt.of(attempt.stdout(), attempt.stdoutBytes()),
                Excerpt.of(attempt.stderr(), attempt.stderrBytes()));
    }

    /** From the beginning on the server to its known end, in seconds. */
    public double seconds() {
        return Duration.between(is.started(), is.ended()).toMillis() / SECOND;
    }

    /** A process that was ended with its script. */
    record Killed(String pid, String name) {}

    /** Whom the server says it has killed, the first of them; only of a script that did not end by itself. */
    public List<Killed> killed() {
        Integer exitCode = is.exitCode();
        if (is.outcome().isDone() || exitCode != null && !ENDED_BY_A_SIGNAL.contains(exitCode)) {
            return List.of();
        }
        return KILLED.matcher(is.stderr())
                .results()
                .limit(MOST_NAMED)
                .map(found -> new Killed(found.group(1), PlainText.visibleLine(found.group(2))))
                .toList();
    }

    /**
     * What is shown of a server's text: all of a short one, head and tail of a long one, hidden characters spelled out.
     *
     * @param tail empty when the head is all
     * @param left how many characters of what is kept lie between the two
     * @param bytes how much the script wrote
     */
    record Excerpt(String head, String tail, int left, long bytes) {

        private static final int HEAD = 3_000;
        private static final int TAIL = 5_000;

        static Excerpt of(String text, long bytes) {
            long written = bytes == 0 ? text.getBytes(StandardCharsets.UTF_8).length : bytes;
            int left = text.length() - HEAD - TAIL;
            return left <= 0
                    ? new Excerpt(PlainText.visible(text), "", 0, written)
                    : new Excerpt(
                            PlainText.visible(text.substring(0, HEAD)),
                            PlainText.visible(text.substring(text.length() - TAIL)),
                            left,
                            written);
        }

        public boolean isEmpty() {
            return bytes == 0;
        }
    }
}
