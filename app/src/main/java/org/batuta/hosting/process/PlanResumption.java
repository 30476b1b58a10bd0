package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code planResumption} of remove-service: the customer keeps the service, it shall work again. */
@Component
class PlanResumption implements JavaDelegate {

    private final Fulfilment fulfilment;

    PlanResumption(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        fulfilment.planResumption(request);
    }
}
