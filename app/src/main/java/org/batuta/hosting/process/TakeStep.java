package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code takeStep}: sets {@code next} to step, none or cancelled, and {@code stepId} to the next server's work. */
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
        execution.setVariable("next", next.kind());
        execution.setVariable("stepId", next.stepId());
    }
}
