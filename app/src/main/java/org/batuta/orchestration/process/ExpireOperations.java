package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.Outcome;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** Task {@code expireOperations} of run-operation: it took too long: waits until all that the step started is proven dead. */
@Component
class ExpireOperations extends WaitingTask {

    private final Operations operations;

    ExpireOperations(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return operations.stop(UUID.fromString(waiting.variable("stepId")), waiting.executionId(), Outcome.TIMED_OUT);
    }
}
