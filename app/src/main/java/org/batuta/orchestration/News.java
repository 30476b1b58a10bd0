package org.batuta.orchestration;

import java.util.UUID;
import org.batuta.live.Live;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets the open pages of operations look again when what can be done about them changes, and not their state. */
@Component
class News {

    private final StoredOperations operations;
    private final Live live;

    News(StoredOperations operations, Live live) {
        this.operations = operations;
        this.live = live;
    }

    @EventListener
    void on(StepEvents.RetryScheduled event) {
        tell(event.stepId());
    }

    @EventListener
    void on(StepEvents.RepairWanted event) {
        tell(event.stepId());
    }

    private void tell(UUID stepId) {
        operations.ofStep(stepId).forEach(operation -> live.changed(OperationLog.topic(operation.id())));
    }
}
