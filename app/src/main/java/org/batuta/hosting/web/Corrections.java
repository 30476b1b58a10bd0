package org.batuta.hosting.web;

import java.util.List;
import org.batuta.hosting.Request;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.OpenTasks;
import org.springframework.stereotype.Component;

/** Where what a request asks for can be corrected: while a person decides about its repair. Templates call it {@code @corrections}. */
@Component
class Corrections {

    private static final String REPAIR = "repairOperation";

    private final OpenTasks tasks;

    Corrections(OpenTasks tasks) {
        this.tasks = tasks;
    }

    /** The tasks in which it is decided; none while nothing can be corrected. */
    public List<OpenTasks.Open> tasks(Request request) {
        if (request.state() != Request.State.RUNNING || request.wanted() == null) {
            return List.of();
        }
        return tasks.about(List.of(request.id().toString())).stream()
                .filter(task -> task.step().equals(REPAIR))
                .toList();
    }

    /**
     * The same, where there has to be one.
     *
     * @throws Refusal when nothing can be corrected
     */
    List<OpenTasks.Open> require(Request request) {
        List<OpenTasks.Open> tasks = tasks(request);
        if (tasks.isEmpty()) {
            throw Refusal.at("", "no-repair");
        }
        return tasks;
    }
}
