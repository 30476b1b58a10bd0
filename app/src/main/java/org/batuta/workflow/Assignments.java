package org.batuta.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.batuta.kernel.NotFound;
import org.batuta.workflow.OpenTasks.Open;
import org.batuta.workflow.StaffDirectory.Member;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has which task. Whoever has one is in a group that it is offered to, through whatever door it was given
 * ({@link AbleOnly}); that somebody may give it is decided by our own permissions.
 */
@Component
@Transactional
public class Assignments {

    private final TaskService tasks;
    private final OpenTasks open;
    private final StaffDirectory staff;

    Assignments(TaskService tasks, OpenTasks open, StaffDirectory staff) {
        this.tasks = tasks;
        this.open = open;
        this.staff = staff;
    }

    /** The staff that may do this task, by name. */
    @Transactional(readOnly = true)
    public List<Member> able(String taskId) {
        Set<String> groups = groups(taskId);
        Object barred = tasks.getVariable(taskId, Barred.VARIABLE);
        return staff.all().stream()
                .filter(member -> groups.contains(member.group()) && !Barred.bars(barred, member.login()))
                .sorted(Comparator.comparing(Member::name).thenComparing(Member::login))
                .toList();
    }

    /** Whether this person may do this task now. */
    @Transactional(readOnly = true)
    public boolean isAble(String login, String taskId) {
        return staff.isInOneOf(groups(taskId), login)
                && !Barred.bars(tasks.getVariable(taskId, Barred.VARIABLE), login);
    }

    /**
     * Gives a task to one of those who may do it, or with none to all of them; the comment stands in its history.
     *
     * @param from who gets it back when the new one cannot do it; null for nobody
     * @throws NotFound when it is done, or never was
     */
    public void give(String taskId, @Nullable String login, @Nullable String from, String comment) {
        Task task = task(taskId);
        if (!comment.isBlank()) {
            tasks.createComment(taskId, task.getProcessInstanceId(), comment);
        }
        if (from != null) {
            tasks.setOwner(taskId, from);
        } else if (task.getOwner() != null) {
            tasks.deleteUserIdentityLink(taskId, task.getOwner(), IdentityLinkType.OWNER);
        }
        tasks.setAssignee(taskId, login);
    }

    /** The tasks that this person has and may not do any more go back to those who may. */
    public List<Open> release(String login) {
        List<Task> left = tasks.createTaskQuery().taskAssignee(login).list().stream()
                .filter(task -> !isAble(login, task.getId()))
                .toList();
        left.forEach(task -> give(task.getId(), null, null, ""));
        return left.stream().map(open::shown).toList();
    }

    private Set<String> groups(String taskId) {
        return groups(tasks.getIdentityLinksForTask(task(taskId).getId()));
    }

    /** The groups that a task with these links is offered to. */
    static Set<String> groups(Collection<IdentityLink> links) {
        return links.stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .flatMap(link -> Optional.ofNullable(link.getGroupId()).stream())
                .collect(Collectors.toSet());
    }

    private Task task(String taskId) {
        return Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
                .orElseThrow(() -> new NotFound("task", taskId));
    }
}
