package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Moving;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code askReceiver} of transfer-service: asks the other account's owners by letter. */
@Component
class AskReceiver implements JavaDelegate {

    private final Moving moving;

    AskReceiver(Moving moving) {
        this.moving = moving;
    }

    @Override
    public void execute(DelegateExecution execution) {
        moving.askReceiver(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
