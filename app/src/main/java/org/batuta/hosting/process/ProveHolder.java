package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code proveHolder} of change-password: stands until a server has said whether whoever asked knows the present password. */
@Component
class ProveHolder extends WaitingTask {

    private final Fulfilment fulfilment;

    ProveHolder(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return fulfilment.look(
                UUID.fromString(waiting.variable("stepId")), waiting.executionId(), waiting.processInstanceId());
    }
}
