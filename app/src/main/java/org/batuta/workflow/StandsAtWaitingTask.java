package org.batuta.workflow;

import org.camunda.bpm.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AsyncContinuationJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;

/**
 * Whether an execution stands at a service task that began and has not been left. The engine itself does not ask: a
 * stale signal would complete whatever the execution stands on now, a person's task included.
 */
class StandsAtWaitingTask implements Command<Boolean> {

    private final String executionId;

    StandsAtWaitingTask(String executionId) {
        this.executionId = executionId;
    }

    @Override
    public Boolean execute(CommandContext context) {
        ExecutionEntity execution = context.getExecutionManager().findExecutionById(executionId);
        return execution != null && standsAtServiceTask(execution) && !isBetweenSteps(execution);
    }

    private static boolean standsAtServiceTask(ExecutionEntity execution) {
        ActivityImpl activity = execution.getActivity();
        return execution.isActive()
                && activity != null
                && activity.getActivityBehavior() instanceof ServiceTaskDelegateExpressionActivityBehavior;
    }

    /** A job that will enter the task, or has already taken its end, makes up the rest of the move. */
    private static boolean isBetweenSteps(ExecutionEntity execution) {
        return execution.getJobs().stream()
                .anyMatch(job -> AsyncContinuationJobHandler.TYPE.equals(job.getJobHandlerType()));
    }
}
