package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.Outcome;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** Task {@code stopOperations} of run-operation and see-service: somebody aborts: waits until all that the step started is proven dead. */
@Component
class StopOperations extends WaitingTask {

    private final Operations operations;

    StopOperations(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return operations.stop(UUID.fromString(waiting.variable("stepId")), waiting.executionId(), Outcome.ABORTED);
    }
}
