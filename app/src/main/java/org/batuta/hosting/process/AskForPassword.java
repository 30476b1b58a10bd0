package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Closing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code askForPassword} of change-password: one letter that asks the customer to set the password again. */
@Component
class AskForPassword implements JavaDelegate {

    private final Closing closing;

    AskForPassword(Closing closing) {
        this.closing = closing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        closing.askAgain(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
