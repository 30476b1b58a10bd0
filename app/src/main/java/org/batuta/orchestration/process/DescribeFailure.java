package org.batuta.orchestration.process;

import org.batuta.orchestration.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code describeFailure} of run-operation: tells the failure policy why the step left its task. */
@Component
class DescribeFailure implements JavaDelegate {

    private final Operations operations;

    DescribeFailure(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Ids.describe(execution, operations.failure(Ids.step(execution)));
        execution.setVariable("retryOf", "run");
    }
}
