package org.batuta.orchestration.web;

import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.orchestration.TaskLog;
import org.batuta.workflow.OpenTasks.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What waits for the staff, for its programs: until when, and who has it. It is worked on in Tasklist. */
@RestController
@RequestMapping(Link.ROOT + "/tasks")
class TaskCalls {

    private final TaskLog log;

    TaskCalls(TaskLog log) {
        this.log = log;
    }

    /**
     * A task as programs see it.
     *
     * @param step what is asked for, by its name in the picture of the process
     * @param due until when it should be done
     * @param overdue whether that has passed
     * @param assignee the login of who has it; null while all may take it
     * @param owner the login of who gave it to the assignee
     * @param page where a person works on it
     */
    record Shown(
            UUID id,
            String name,
            String step,
            Instant since,
            @Nullable Instant due,
            boolean overdue,
            @Nullable String assignee,
            @Nullable String owner,
            String page) {

        static Shown of(Open task) {
            return new Shown(
                    UUID.fromString(task.id()),
                    task.name(),
                    task.step(),
                    task.since(),
                    task.due(),
                    task.overdue(),
                    task.assignee(),
                    task.owner(),
                    task.path());
        }
    }

    /** By their identifiers, which tell nothing of their order. */
    @GetMapping
    @Calls(value = TaskLog.class, method = "search")
    Listing<Shown> list(Portion portion) {
        return portion.of(
                log.search(portion.after(), portion.look()),
                task -> UUID.fromString(task.id()),
                part -> part.stream().map(Shown::of).toList());
    }
}
