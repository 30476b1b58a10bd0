package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Clearing;
import org.batuta.workflow.Waiting;
import org.batuta.workflow.WaitingTask;
import org.springframework.stereotype.Component;

/** {@code awaitRemovals} of close-account: stands until every removal has ended. */
@Component
class AwaitRemovals extends WaitingTask {

    private final Clearing clearing;

    AwaitRemovals(Clearing clearing) {
        this.clearing = clearing;
    }

    @Override
    protected boolean begin(Waiting waiting) {
        return clearing.await(UUID.fromString(waiting.businessKey()), waiting.executionId());
    }
}
