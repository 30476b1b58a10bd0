package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Comparing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code closeComparison} of compare-services: what differs is put before a person, or is not any more. */
@Component
class CloseComparison implements JavaDelegate {

    private final Comparing comparing;

    CloseComparison(Comparing comparing) {
        this.comparing = comparing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        comparing.close(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
