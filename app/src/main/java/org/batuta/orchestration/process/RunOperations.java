package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Operations;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** Task {@code runOperations} of run-operation: waits until all that the request has for this server is done, or left by its worst outcome. */
@Component
class RunOperations extends WaitingTask {

    private final Operations operations;

    RunOperations(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return operations.submit(
                UUID.fromString(waiting.variable("stepId")), waiting.executionId(), waiting.processInstanceId());
    }
}
