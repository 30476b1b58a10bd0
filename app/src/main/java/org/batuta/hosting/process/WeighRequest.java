package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Approvals;
import org.batuta.workflow.Processes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code weighRequest} of approve-request: sets what the approval policy decides by, and {@code scheduledFor} until it waits. */
@Component
class WeighRequest implements JavaDelegate {

    private final Approvals approvals;

    WeighRequest(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        Approvals.Weight weight = approvals.weigh(request);
        execution.setVariable("verb", Processes.untilItWaits(weight.verb()));
        execution.setVariable("serviceType", Processes.untilItWaits(weight.serviceType()));
        execution.setVariable("by", Processes.untilItWaits(weight.by()));
        execution.setVariable("lately", Variables.integerValue(weight.lately(), true));
        execution.setVariable("scheduledFor", Processes.untilItWaits(weight.begins()));
    }
}
