package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Outages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code writeLetters} of announce-outage: writes to the next accounts, and says in {@code more} whether there are others. */
@Component
class WriteLetters implements JavaDelegate {

    private final Outages outages;

    WriteLetters(Outages outages) {
        this.outages = outages;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariableLocal("more", outages.writeNext(UUID.fromString(execution.getProcessBusinessKey())));
    }
}
