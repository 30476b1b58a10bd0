package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Clearing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code eraseAccount} of close-account: the next part; says in {@code more} whether there are others. */
@Component
class EraseAccount implements JavaDelegate {

    private final Clearing clearing;

    EraseAccount(Clearing clearing) {
        this.clearing = clearing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean more = clearing.eraseNext(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("more", Variables.booleanValue(more, true));
    }
}
