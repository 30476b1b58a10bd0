package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.batuta.workflow.OpenTasks;
import org.batuta.workflow.OpenTasks.Open;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What waits for the staff, to be read; it is worked on in Tasklist. */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
@Transactional(readOnly = true)
public class TaskLog {

    private final OpenTasks tasks;

    TaskLog(OpenTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Open tasks, by their identifiers.
     *
     * @param after the identifier of the last one that is known already; null for the first ones
     */
    public List<Open> search(@Nullable UUID after, int most) {
        return tasks.after(after == null ? "" : after.toString(), most);
    }
}
