package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code planOperations} of change-service and change-password: writes what is to be done on which server. */
@Component
class PlanOperations implements JavaDelegate {

    private final Fulfilment fulfilment;

    PlanOperations(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        fulfilment.plan(request);
    }
}
