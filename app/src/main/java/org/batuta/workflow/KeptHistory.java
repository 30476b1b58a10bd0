package org.batuta.workflow;

import java.util.Set;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/**
 * All history but what nobody reads: the variables of processes, which are ids; the begins and the gateways that lie
 * between two steps; and that a job was made, done or not needed. Jobs that fail, the steps that were taken, how each
 * process ended and what people did are kept.
 */
class KeptHistory extends HistoryLevelFull {

    private static final Set<HistoryEventType> UNREAD = Set.of(
            HistoryEventTypes.VARIABLE_INSTANCE_CREATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.VARIABLE_INSTANCE_DELETE,
            HistoryEventTypes.VARIABLE_INSTANCE_MIGRATE,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_DELETE,
            HistoryEventTypes.JOB_SUCCESS);

    private static final Set<HistoryEventType> OF_STEPS = Set.of(
            HistoryEventTypes.ACTIVITY_INSTANCE_START,
            HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE,
            HistoryEventTypes.ACTIVITY_INSTANCE_END);

    private static final Set<String> BETWEEN_STEPS =
            Set.of(ActivityTypes.START_EVENT, ActivityTypes.GATEWAY_EXCLUSIVE, ActivityTypes.GATEWAY_EVENT_BASED);

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object of) {
        return !UNREAD.contains(type) && !isBetweenSteps(type, of) && super.isHistoryEventProduced(type, of);
    }

    private static boolean isBetweenSteps(HistoryEventType type, @Nullable Object of) {
        return OF_STEPS.contains(type)
                && of instanceof ExecutionEntity execution
                && execution.getActivity() != null
                && BETWEEN_STEPS.contains(execution.getActivity().getProperty("type"));
    }
}
