package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Settlement;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code noteRepair} of settle-drift, and {@code noteRepair_aborted} when the other repairs do not follow; sets {@code left}. */
@Component
class NoteRepair implements JavaDelegate {

    private final Settlement settlement;

    NoteRepair(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int left = settlement.note(
                UUID.fromString(execution.getProcessBusinessKey()),
                UUID.fromString((String) execution.getVariable("stepId")),
                !execution.getCurrentActivityId().endsWith("_aborted"));
        execution.setVariable("stepId", null);
        execution.setVariable("left", left);
    }
}
