package org.batuta.orchestration.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

    static OperationView of(OperationLog.Entry entry) {
        List<AttemptView> attempts =
                new ArrayList<>(entry.attempts().stream().map(AttemptView::of).toList());
        Collections.reverse(attempts);
        return new OperationView(entry.operation(), entry.step(), shown(entry.operation()), List.copyOf(attempts));
    }

    /** Whether it may still change: the page follows it then. */
    public boolean mayMove() {
        return !is.state().isDone() && !step.state().isOver();
    }

    private static Map<String, String> shown(Operation operation) {
        Map<String, String> shown = operation.shownParameters();
        shown.replaceAll((name, value) -> AttemptView.Excerpt.of(value, 0).head());
        return shown;
    }
}
