package org.batuta.orchestration.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.Step;

/**
 * One operation as its page shows it.
 *
 * @param parameters by name; what is or verifies a secret is not among them or masked
 * @param attempts the newest first
 */
record OperationView(Operation is, Step step, Map<String, String> parameters, List<AttemptView> attempts) {

    static final String MASK = "••••••••";

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passphrase|secret|token|verifier|hash|private).*");

    static OperationView of(OperationLog.Entry entry) {
        List<AttemptView> attempts =
                new ArrayList<>(entry.attempts().stream().map(AttemptView::of).toList());
        Collections.reverse(attempts);
        return new OperationView(
                entry.operation(), entry.step(), masked(entry.operation().parameters()), List.copyOf(attempts));
    }

    /** Whether it may still change: the page follows it then. */
    public boolean mayMove() {
        return !is.state().isDone() && !step.state().isOver();
    }

    private static Map<String, String> masked(Map<String, String> parameters) {
        Map<String, String> shown = new TreeMap<>();
        parameters.forEach((name, value) -> shown.put(
                name,
                SECRET.matcher(name).matches()
                        ? MASK
                        : AttemptView.Excerpt.of(value, 0).head()));
        return shown;
    }
}
