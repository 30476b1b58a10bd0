package org.batuta.workflow;

import java.util.List;
import java.util.Map;
import org.batuta.kernel.NotFound;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers tasks as their forms in Tasklist do, in a person's name: for what one person decides about many. */
@Component
@Transactional
public class TaskAnswers {

    private final TaskService tasks;
    private final IdentityService identity;

    TaskAnswers(TaskService tasks, IdentityService identity) {
        this.tasks = tasks;
        this.identity = identity;
    }

    /** What the process of an open task knows under this name. */
    @Transactional(readOnly = true)
    public @Nullable Object variable(String taskId, String name) {
        return tasks.getVariable(taskId, name);
    }

    /**
     * Completes a task as this person; the engine's own permissions hold too.
     *
     * @param answers what the task asks for, and nothing else
     * @throws NotFound when it is done, or never was
     */
    public void give(String taskId, String login, Map<String, Object> answers) {
        if (tasks.createTaskQuery().taskId(taskId).count() == 0) {
            throw new NotFound("task", taskId);
        }
        List<String> groups = identity.createGroupQuery().groupMember(login).list().stream()
                .map(Group::getId)
                .toList();
        Authentication before = identity.getCurrentAuthentication();
        identity.setAuthentication(login, groups);
        try {
            tasks.complete(taskId, answers);
        } finally {
            identity.setAuthentication(before);
        }
    }
}
