package org.batuta.orchestration.process;

import org.batuta.orchestration.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code describeCheck} of run-operation: tells the failure policy that a check did not reach its server. */
@Component
class DescribeCheck implements JavaDelegate {

    private final Operations operations;

    DescribeCheck(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Ids.describe(execution, operations.checkFailure(Ids.step(execution)));
        execution.setVariable("retryOf", "check");
    }
}
