package org.batuta.notifications.process;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.batuta.notifications.Mailer;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * Step {@code sendLetter} of process {@code send-letter}: hands the letter to the mail server, again when that failed.
 * Sets {@code againAt}: when an alarm for which its reader's hour has no room may be tried again.
 */
@Component
class SendLetter implements JavaDelegate {

    private final Mailer mailer;

    SendLetter(Mailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<Instant> again = mailer.send(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable(
                "againAt", Variables.stringValue(again.map(Instant::toString).orElse(null), true));
    }
}
