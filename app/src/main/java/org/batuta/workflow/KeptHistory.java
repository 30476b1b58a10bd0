package org.batuta.workflow;

import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.jspecify.annotations.Nullable;

/**
 * All history but what nobody reads: every earlier value of a variable, and that a job was made, done or not needed. Jobs that
 * fail, the steps that were taken and what people did are kept.
 */
class KeptHistory extends HistoryLevelFull {

    private static final Set<HistoryEventType> UNREAD = Set.of(
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_DELETE,
            HistoryEventTypes.JOB_SUCCESS);

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object of) {
        return !UNREAD.contains(type) && super.isHistoryEventProduced(type, of);
    }
}
