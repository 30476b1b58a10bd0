package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Operations;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** Task {@code checkOperations} of run-operation: waits to hear whether the server is as wished, although nobody saw the end. */
@Component
class CheckOperations extends WaitingTask {

    private final Operations operations;

    CheckOperations(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return operations.check(UUID.fromString(waiting.variable("stepId")), waiting.executionId());
    }
}
