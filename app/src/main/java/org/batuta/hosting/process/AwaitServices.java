package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Cascade;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code awaitServices} of suspend-account: stands until every request of the suspension has ended. */
@Component
class AwaitServices extends WaitingTask {

    private final Cascade cascade;

    AwaitServices(Cascade cascade) {
        this.cascade = cascade;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return cascade.await(UUID.fromString(waiting.businessKey()), waiting.executionId());
    }
}
