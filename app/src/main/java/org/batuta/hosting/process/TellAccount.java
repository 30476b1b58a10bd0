package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Cascade;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code tellAccount} of suspend-account: one letter at its beginning, and one at its end. */
@Component
class TellAccount implements JavaDelegate {

    private final Cascade cascade;

    TellAccount(Cascade cascade) {
        this.cascade = cascade;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cascade.tell(UUID.fromString(execution.getProcessBusinessKey()));
    }
}
