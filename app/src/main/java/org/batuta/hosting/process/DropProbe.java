package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code dropProbe} of change-service: nobody looks any more, the request is undone. */
@Component
class DropProbe implements JavaDelegate {

    private final Fulfilment fulfilment;

    DropProbe(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        fulfilment.dropProbe(request);
    }
}
