package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.orchestration.Handovers;
import org.batuta.orchestration.TaskLog;
import org.batuta.workflow.OpenTasks.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What waits for the staff, for its programs: until when, and who has it. It is worked on in Tasklist. */
@RestController
@RequestMapping(Link.ROOT + "/tasks")
class TaskCalls {

    private final TaskLog log;
    private final Handovers handovers;

    TaskCalls(TaskLog log, Handovers handovers) {
        this.log = log;
        this.handovers = handovers;
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

    /**
     * What a program sends that hands a task to somebody else.
     *
     * @param colleague the login
     * @param comment why
     */
    record Handed(@NotNull String colleague, @NotNull String comment) implements Sent {}

    /** By their identifiers, which tell nothing of their order. */
    @GetMapping
    @Calls(value = TaskLog.class, method = "search")
    Listing<Shown> list(Portion portion) {
        return portion.of(
                log.search(portion.after(), portion.look()),
                task -> UUID.fromString(task.id()),
                part -> part.stream().map(Shown::of).toList());
    }

    /** Hands it to a colleague who may do it, by whoever may do it too; that one is written to (K13). */
    @PutMapping("/{id}/assignee")
    @Calls(value = Handovers.class, method = "hand")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hand(@PathVariable UUID id, @Valid @RequestBody Handed handed) {
        handovers.hand(id, handed.colleague().strip(), handed.comment());
    }

    /** Gives it back to who handed it over. */
    @DeleteMapping("/{id}/assignee")
    @Calls(value = Handovers.class, method = "giveBack")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void giveBack(@PathVariable UUID id) {
        handovers.giveBack(id);
    }
}
