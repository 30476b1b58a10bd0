package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Settlement;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code takeRepair} of settle-drift: sets {@code stepId} to the next repairs, or to null, and {@code left}. */
@Component
class TakeRepair implements JavaDelegate {

    private final Settlement settlement;

    TakeRepair(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Object before = execution.getVariable("stepId");
        Settlement.Next next = settlement.next(
                UUID.fromString(execution.getProcessBusinessKey()),
                before == null ? null : UUID.fromString(before.toString()));
        execution.setVariable("stepId", next.stepId());
        execution.setVariable("left", next.left());
    }
}
