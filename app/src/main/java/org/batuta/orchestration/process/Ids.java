package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Failure;
import org.batuta.orchestration.Outcome;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** The variables that this module's processes share. */
final class Ids {

    private Ids() {}

    static UUID step(DelegateExecution execution) {
        return UUID.fromString((String) execution.getVariable("stepId"));
    }

    /** The step of the plan that is made anew; null at the first plan. */
    static @Nullable UUID stepBefore(DelegateExecution execution) {
        Object before = execution.getVariable("stepId");
        return before == null ? null : UUID.fromString(before.toString());
    }

    static UUID server(DelegateExecution execution) {
        return UUID.fromString((String) execution.getVariable("serverId"));
    }

    static UUID route(DelegateExecution execution) {
        return UUID.fromString((String) execution.getVariable("routeId"));
    }

    /** What was described last. */
    static Outcome outcome(DelegateExecution execution) {
        return Outcome.valueOf((String) execution.getVariable("outcome"));
    }

    /** What the failure policy may look at: names and numbers, never text. */
    static void describe(DelegateExecution execution, Failure failure) {
        execution.setVariable("serviceType", failure.serviceType());
        execution.setVariable("verb", String.valueOf(failure.verb()));
        execution.setVariable("outcome", failure.outcome().name());
        Integer exitCode = failure.exitCode();
        execution.setVariable("exitCode", exitCode == null ? -1 : exitCode);
        String symptom = failure.symptom();
        execution.setVariable("symptom", symptom == null ? "" : symptom);
        execution.setVariable("attempt", failure.attempt());
    }
}
