package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Moving;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code expireTransfer} of transfer-service: nobody answered in time. */
@Component
class ExpireTransfer implements JavaDelegate {

    private final Moving moving;

    ExpireTransfer(Moving moving) {
        this.moving = moving;
    }

    @Override
    public void execute(DelegateExecution execution) {
        moving.expire(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
