package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code awaitTurn} of change-service, remove-service and change-password: stands until no other request works on the service. */
@Component
class AwaitTurn extends WaitingTask {

    private final Fulfilment fulfilment;

    AwaitTurn(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return fulfilment.awaitTurn(UUID.fromString(waiting.businessKey()), waiting.executionId());
    }
}
