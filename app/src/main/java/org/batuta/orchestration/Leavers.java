package org.batuta.orchestration;

import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.StaffChanged;
import org.batuta.audit.Audit;
import org.batuta.workflow.Assignments;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Who may not do a task any more does not keep it: it goes back to all who may, in the transaction that makes it so. */
@Component
class Leavers {

    private final Assignments assignments;
    private final Audit audit;

    Leavers(Assignments assignments, Audit audit) {
        this.assignments = assignments;
        this.audit = audit;
    }

    @EventListener
    void on(StaffChanged changed) {
        assignments
                .release(changed.login())
                .forEach(task -> audit.record(
                        "task.release", "task", UUID.fromString(task.id()), Map.of("assignee", changed.login()), null));
    }
}
