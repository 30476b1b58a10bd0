package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code takeTurn} of change-service, remove-service and change-password: begins the request if nothing stands in its way; says so in {@code turn}. */
@Component
class TakeTurn implements JavaDelegate {

    private final Fulfilment fulfilment;

    TakeTurn(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean taken = fulfilment.takeTurn(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("turn", Variables.booleanValue(taken, true));
    }
}
