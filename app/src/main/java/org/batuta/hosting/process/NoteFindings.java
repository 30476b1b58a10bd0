package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Comparing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code noteFindings} of compare-services, and {@code noteFindings_cut} when the rest is not compared. */
@Component
class NoteFindings implements JavaDelegate {

    private final Comparing comparing;

    NoteFindings(Comparing comparing) {
        this.comparing = comparing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        comparing.note(
                UUID.fromString(execution.getProcessBusinessKey()),
                UUID.fromString((String) execution.getVariable("stepId")),
                !execution.getCurrentActivityId().endsWith("_cut"));
    }
}
