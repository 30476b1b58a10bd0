package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Closing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code closeRequest} of change-service, remove-service and change-password: ends the request with what came of it. */
@Component
class CloseRequest implements JavaDelegate {

    private final Closing closing;

    CloseRequest(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        closing.close(request);
    }
}
