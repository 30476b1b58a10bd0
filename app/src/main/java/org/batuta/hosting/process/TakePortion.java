package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Comparing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code takePortion} of compare-services: sets {@code stepId} to the checks of the next services, or to null. */
@Component
class TakePortion implements JavaDelegate {

    private final Comparing comparing;

    TakePortion(Comparing comparing) {
        this.comparing = comparing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID step = comparing.next(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("stepId", step == null ? null : step.toString());
    }
}
