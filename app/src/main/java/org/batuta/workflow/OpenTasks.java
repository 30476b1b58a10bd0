package org.batuta.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.jspecify.annotations.Nullable;
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

    /** One task; {@code step} is its id in the picture. */
    public record Open(
            String id,
            String name,
            String step,
            String processInstanceId,
            Instant since,
            @Nullable Instant due,
            @Nullable String assignee) {

        /** Where Tasklist shows it. */
        public String path() {
            return TASKLIST + "#/?task=" + id;
        }

        static Open of(Task task) {
            Date due = task.getDueDate();
            return new Open(
                    task.getId(),
                    task.getName(),
                    task.getTaskDefinitionKey(),
                    task.getProcessInstanceId(),
                    task.getCreateTime().toInstant(),
                    due == null ? null : due.toInstant(),
                    task.getAssignee());
        }
    }

    private static final String TASKLIST = "/camunda/app/tasklist/default/";

    private final TaskService tasks;
    private final FilterService filters;
    private final IdentityService identity;
    private final RuntimeService runtime;

    OpenTasks(TaskService tasks, FilterService filters, IdentityService identity, RuntimeService runtime) {
        this.tasks = tasks;
        this.filters = filters;
        this.identity = identity;
        this.runtime = runtime;
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

    /** Whether Cockpit can still show this instance. */
    public boolean isRunning(String processInstanceId) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceId(processInstanceId)
                        .count()
                > 0;
    }

    private static List<Open> open(TaskQuery query) {
        return query.orderByTaskCreateTime().asc().list().stream().map(Open::of).toList();
    }

    private static int byPriority(Filter one, Filter other) {
        return Integer.compare(priority(one), priority(other));
    }

    private static int priority(Filter filter) {
        return filter.getProperties().get("priority") instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
    }
}
