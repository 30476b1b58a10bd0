package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code noteProof} of change-password: sets {@code wanted} to whether the request is still open. */
@Component
class NoteProof implements JavaDelegate {

    private final Fulfilment fulfilment;

    NoteProof(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean wanted = fulfilment.noteProof(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("wanted", Variables.booleanValue(wanted, true));
    }
}
