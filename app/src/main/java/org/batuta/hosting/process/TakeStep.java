package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code takeStep}: {@code next} is step, none or cancelled, and {@code stepId} the next server's work; both only for the way from here. */
@Component
class TakeStep implements JavaDelegate {

    private final Fulfilment fulfilment;

    TakeStep(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        boolean undo = execution.getCurrentActivityId().endsWith("_undo")
                || execution.getCurrentActivityId().endsWith("_resume");
        Fulfilment.Next next = fulfilment.next(request, undo);
        execution.setVariable("next", Variables.stringValue(next.kind(), true));
        execution.setVariable("stepId", Variables.stringValue(next.stepId(), true));
    }
}
