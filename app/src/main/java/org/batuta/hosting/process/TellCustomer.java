package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Closing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code tellCustomer} of change-service, remove-service and change-password: one letter about how the request ended. */
@Component
class TellCustomer implements JavaDelegate {

    private final Closing closing;

    TellCustomer(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        closing.tell(request);
    }
}
