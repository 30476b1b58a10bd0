package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Comparing;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code compareServices}: stands until all checks of a portion have ended; left by the worst outcome, which a difference is too. */
@Component
class CompareServices extends WaitingTask {

    private final Comparing comparing;

    CompareServices(Comparing comparing) {
        this.comparing = comparing;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return comparing.look(
                UUID.fromString(waiting.variable("stepId")), waiting.executionId(), waiting.processInstanceId());
    }
}
