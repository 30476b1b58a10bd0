package org.batuta.orchestration.process;

import org.batuta.orchestration.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code dropRetry} of retry-operation: it failed once more and was given up. */
@Component
class DropRetry implements JavaDelegate {

    private final Operations operations;

    DropRetry(Operations operations) {
        this.operations = operations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        operations.giveUp(Ids.step(execution));
    }
}
