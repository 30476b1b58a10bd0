package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Approvals;
import org.batuta.workflow.Processes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code noteApproval} of approve-request: another person answered; sets {@code scheduledFor} until it waits. */
@Component
class NoteApproval implements JavaDelegate {

    private final Approvals approvals;

    NoteApproval(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        String begins = approvals.answer(request, execution.getVariable("choice"), execution.getVariable("comment"));
        execution.setVariable("scheduledFor", Processes.untilItWaits(begins));
    }
}
