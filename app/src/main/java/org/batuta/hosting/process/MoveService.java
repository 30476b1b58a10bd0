package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Moving;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code moveService} of transfer-service: {@code came} is MOVED, LATER or NEVER. */
@Component
class MoveService implements JavaDelegate {

    private final Moving moving;

    MoveService(Moving moving) {
        this.moving = moving;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Moving.Came came = moving.move(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("came", Variables.stringValue(came.name(), true));
    }
}
