package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code startWindow} of remove-service: sets {@code windowEnd}, until when the service can be kept. */
@Component
class StartWindow implements JavaDelegate {

    private final Fulfilment fulfilment;

    StartWindow(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        execution.setVariable("windowEnd", fulfilment.startWindow(request).toString());
    }
}
