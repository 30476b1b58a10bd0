package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Clearing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code tellOfClosing} of close-account: one letter at its beginning, and one when the account stays after all. */
@Component
class TellOfClosing implements JavaDelegate {

    private final Clearing clearing;

    TellOfClosing(Clearing clearing) {
        this.clearing = clearing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        clearing.tell(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
