package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code activateService} of change-service: the wish is in force; error aborted when it was cancelled meanwhile. */
@Component
class ActivateService implements JavaDelegate {

    private final Fulfilment fulfilment;

    ActivateService(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!fulfilment.activate(UUID.fromString(execution.getProcessBusinessKey()))) {
            throw new BpmnError("aborted");
        }
    }
}
