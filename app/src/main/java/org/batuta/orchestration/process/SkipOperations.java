package org.batuta.orchestration.process;

import org.batuta.orchestration.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code skipOperations} of run-operation: the request goes on without this step. */
@Component
class SkipOperations implements JavaDelegate {

    private final Operations operations;

    SkipOperations(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        operations.skip(Ids.step(execution));
    }
}
