package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code probeService} of see-service: stands until somebody looked from outside; error refused when not seen. Sets {@code stepId}. */
@Component
class ProbeService extends WaitingTask {

    private final Fulfilment fulfilment;

    ProbeService(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        UUID request = UUID.fromString(waiting.businessKey());
        waiting.set("stepId", fulfilment.probeStep(request));
        return fulfilment.look(request, waiting.executionId(), waiting.processInstanceId());
    }
}
