package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code planRemoval} of remove-service: the undo window has passed, the data shall go. */
@Component
class PlanRemoval implements JavaDelegate {

    private final Fulfilment fulfilment;

    PlanRemoval(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        fulfilment.planRemoval(request);
    }
}
