package org.batuta.workflow;

import org.batuta.workflow.OpenTasks.Open;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tasks that nobody did in time come first in every list, the longer the more. */
@Component
public class OverdueTasks {

    private static final int STEP = 10;
    private static final int HIGHEST = 200;

    private final TaskService tasks;
    private final OpenTasks open;

    OverdueTasks(TaskService tasks, OpenTasks open) {
        this.tasks = tasks;
        this.open = open;
    }

    /** Lets the one task at which this instance stands go before others, and answers what it is. */
    @Transactional
    public Open raise(String processInstanceId) {
        Task task = tasks.createTaskQuery()
                .processInstanceId(processInstanceId)
                .active()
                .singleResult();
        tasks.setPriority(task.getId(), Math.min(task.getPriority() + STEP, HIGHEST));
        return open.shown(task);
    }
}
