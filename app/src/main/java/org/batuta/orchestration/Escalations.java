package org.batuta.orchestration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.notifications.Letters;
import org.batuta.workflow.OpenTasks.Open;
import org.batuta.workflow.OverdueTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a task that nobody did in time (K13): it goes before others, and administrators are told, once a day
 * for all tasks of one incident. The customer reads nothing of it: that our staff is asked stands in the timeline
 * already, and that it is slow changes nothing of what happens next.
 */
@Service
public class Escalations {

    /** A timer may come a little late, and then the next one is not skipped. */
    private static final Duration A_DAY = Duration.ofHours(23);

    private final OverdueTasks overdue;
    private final StoredIncidents incidents;
    private final StoredSteps steps;
    private final Letters letters;
    private final Clock clock;

    Escalations(OverdueTasks overdue, StoredIncidents incidents, StoredSteps steps, Letters letters, Clock clock) {
        this.overdue = overdue;
        this.incidents = incidents;
        this.steps = steps;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * Escalates the task at which an instance stands.
     *
     * @param incidentId the group of equal failures it belongs to; null when it is alone
     */
    @Transactional
    public void escalate(String processInstanceId, @Nullable UUID incidentId) {
        Open task = overdue.raise(processInstanceId);
        Instant now = clock.instant();
        if (incidentId == null || incidents.remind(incidentId, now, now.minus(A_DAY)) == 1) {
            String about = incidentId == null ? task.id() : incidentId.toString();
            letters.tellAdministrators("overdue/" + about + "/" + now, "task-overdue", model(task, incidentId));
        }
    }

    private Map<String, Object> model(Open task, @Nullable UUID incidentId) {
        Map<String, Object> model = new HashMap<>();
        model.put("task", task.name());
        model.put("since", since(task));
        model.put("taken", task.assignee() == null ? "no" : "yes");
        model.put("who", String.valueOf(task.assignee()));
        model.put(
                "count",
                incidentId == null ? 1 : steps.findByIncidentId(incidentId).size());
        model.put("link", task.path());
        return model;
    }

    private static String since(Open task) {
        Instant due = task.due() == null ? task.since() : task.due();
        return due.truncatedTo(ChronoUnit.MINUTES).toString().replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC");
    }
}
