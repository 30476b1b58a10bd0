package org.batuta.workflow;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What waits for people, for pages that lead there; it is worked on in Tasklist and nowhere else. */
@Component
@Transactional(readOnly = true)
public class OpenTasks {

    /** A list of Tasklist, and how many tasks one person finds in it now. */
    public record Listed(String id, String name, long count) {

        /** Where Tasklist shows it. */
        public String path() {
            return TASKLIST + "#/?filter=" + id;
        }
    }

    /**
     * One task.
     *
     * @param step its id in the picture
     * @param due until when it should be done
     * @param overdue whether that has passed
     * @param assignee the login of who has it; null while all may take it
     * @param owner the login of who gave it to the assignee
     */
    public record Open(
            String id,
            String name,
            String step,
            String processInstanceId,
            Instant since,
            @Nullable Instant due,
            boolean overdue,
            @Nullable String assignee,
            @Nullable String owner) {

        /** Where Tasklist shows it. */
        public String path() {
            return TASKLIST + "#/?task=" + id;
        }
    }

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    private final TaskService tasks;
    private final FilterService filters;
    private final IdentityService identity;
    private final RuntimeService runtime;
    private final Clock clock;

    OpenTasks(TaskService tasks, FilterService filters, IdentityService identity, RuntimeService runtime, Clock clock) {
        this.tasks = tasks;
        this.filters = filters;
        this.identity = identity;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** The lists of Tasklist as the person with this login finds them, in the order of Tasklist. */
    public List<Listed> lists(String login) {
        List<String> groups = identity.createGroupQuery().groupMember(login).list().stream()
                .map(Group::getId)
                .toList();
        identity.setAuthentication(login, groups);
        try {
            return filters.createTaskFilterQuery().list().stream()
                    .sorted(OpenTasks::byPriority)
                    .map(filter -> new Listed(filter.getId(), filter.getName(), filters.count(filter.getId())))
                    .toList();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** The open tasks of processes about these ids, oldest first; one query for all of them. */
    public List<Open> about(Collection<String> businessKeys) {
        return businessKeys.isEmpty()
                ? List.of()
                : open(tasks.createTaskQuery().processInstanceBusinessKeyIn(businessKeys.toArray(String[]::new)));
    }

    /** The open tasks of these process instances, oldest first; one query for all of them. */
    public List<Open> within(Collection<String> processInstanceIds) {
        return processInstanceIds.isEmpty()
                ? List.of()
                : open(tasks.createTaskQuery().processInstanceIdIn(processInstanceIds.toArray(String[]::new)));
    }

    /** A page of all open tasks: those that were escalated first, then by their due date. */
    public Page<Open> all(Pageable page) {
        List<Open> found = shown(tasks.createTaskQuery()
                .orderByTaskPriority()
                .desc()
                .orderByDueDate()
                .asc()
                .orderByTaskId()
                .asc()
                .listPage((int) page.getOffset(), page.getPageSize()));
        return new PageImpl<>(found, page, tasks.createTaskQuery().count());
    }

    /** The open tasks with identifiers after this one, by their identifiers. */
    public List<Open> after(String id, int most) {
        return shown(tasks.createNativeTaskQuery()
                .sql("select * from act_ru_task where id_ > #{after} order by id_")
                .parameter("after", id)
                .listPage(0, most));
    }

    /**
     * One open task.
     *
     * @throws NotFound when it is done, or never was
     */
    public Open get(UUID id) {
        Task task = tasks.createTaskQuery().taskId(id.toString()).singleResult();
        if (task == null) {
            throw new NotFound("task", id);
        }
        return shown(task);
    }

    /** Whether Cockpit can still show this instance. */
    public boolean isRunning(String processInstanceId) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceId(processInstanceId)
                        .count()
                > 0;
    }

    Open shown(Task task) {
        Instant due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
        return new Open(
                task.getId(),
                task.getName(),
                task.getTaskDefinitionKey(),
                task.getProcessInstanceId(),
                task.getCreateTime().toInstant(),
                due,
                due != null && due.isBefore(clock.instant()),
                task.getAssignee(),
                task.getOwner());
    }

    private List<Open> shown(List<Task> found) {
        return found.stream().map(this::shown).toList();
    }

    private List<Open> open(TaskQuery query) {
        return shown(query.orderByTaskCreateTime().asc().list());
    }

    private static int byPriority(Filter one, Filter other) {
        return Integer.compare(priority(one), priority(other));
    }

    private static int priority(Filter filter) {
        return filter.getProperties().get("priority") instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
    }
}
