package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code judgePassword} of change-password: sets {@code verdict} to what the servers have shown: SET, KEPT or AGAIN. */
@Component
class JudgePassword implements JavaDelegate {

    private final Fulfilment fulfilment;

    JudgePassword(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Fulfilment.Password password = fulfilment.judge(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("verdict", Variables.stringValue(password.name(), true));
    }
}
