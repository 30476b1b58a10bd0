package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code closeRequest} of change-service and remove-service: ends the request with what came of it. */
@Component
class CloseRequest implements JavaDelegate {

    private final Fulfilment fulfilment;

    CloseRequest(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        fulfilment.close(request);
    }
}
