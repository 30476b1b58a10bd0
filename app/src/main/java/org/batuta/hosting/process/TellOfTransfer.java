package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Moving;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code tellOfTransfer} of transfer-service: tells both accounts what came of it. */
@Component
class TellOfTransfer implements JavaDelegate {

    private final Moving moving;

    TellOfTransfer(Moving moving) {
        this.moving = moving;
    }

    @Override
    public void execute(DelegateExecution execution) {
        moving.tell(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
