package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Approvals;
import org.batuta.hosting.Request;
import org.batuta.workflow.Barred;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code askForApproval} of approve-request: sets {@code approvalEnd}, and in {@code barred} who may not decide. */
@Component
class AskForApproval implements JavaDelegate {

    private final Approvals approvals;

    AskForApproval(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        long hours = ((Number) execution.getVariable("hours")).longValue();
        Request asked = approvals.ask(request, hours);
        execution.setVariable("approvalEnd", String.valueOf(asked.approvalUntil()));
        execution.setVariable("requestId", request.toString());
        execution.setVariable("accountId", asked.accountId().toString());
        execution.setVariable(Barred.VARIABLE, asked.askedBy());
    }
}
