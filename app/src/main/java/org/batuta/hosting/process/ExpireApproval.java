package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Approvals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code expireApproval} of approve-request: nobody approved it in time. */
@Component
class ExpireApproval implements JavaDelegate {

    private final Approvals approvals;

    ExpireApproval(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        approvals.expire(request);
    }
}
