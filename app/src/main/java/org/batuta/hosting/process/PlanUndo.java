package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code planUndo} of change-service: writes the way back, the last server first. */
@Component
class PlanUndo implements JavaDelegate {

    private final Fulfilment fulfilment;

    PlanUndo(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        Object reason = execution.getVariable("reason");
        fulfilment.planUndo(request, reason == null ? "failed" : reason.toString());
    }
}
