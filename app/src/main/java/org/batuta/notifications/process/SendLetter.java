package org.batuta.notifications.process;

import java.util.UUID;
import org.batuta.notifications.Mailer;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Step {@code sendLetter} of process {@code send-letter}: hands the letter to the mail server, again when that failed. */
@Component
class SendLetter implements JavaDelegate {

    private final Mailer mailer;

    SendLetter(Mailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public void execute(DelegateExecution execution) {
        mailer.send(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
