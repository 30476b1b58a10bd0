package org.batuta.hosting.process;

import java.util.Optional;
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
        Optional<UUID> step = fulfilment.probeStep(UUID.fromString(waiting.businessKey()));
        waiting.set("stepId", step.map(UUID::toString).orElse(null));
        return step.map(id -> fulfilment.look(id, waiting.executionId(), waiting.processInstanceId()))
                .orElse(false);
    }
}
