package org.batuta.workflow;

import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.stereotype.Component;

/** The pictures that begin by themselves: when they do is a setting, which may be another one at each start. */
@Component
class Timetable {

    private final ManagementService management;

    Timetable(ManagementService management) {
        this.management = management;
    }

    /** What is not due yet becomes due as this node's settings say; what is overdue begins now. */
    void keep() {
        Date now = new Date();
        for (JobDefinition beginning : management
                .createJobDefinitionQuery()
                .jobType(TimerStartEventJobHandler.TYPE)
                .list()) {
            management.createJobQuery().jobDefinitionId(beginning.getId()).list().stream()
                    .filter(job -> job.getDuedate() != null && job.getDuedate().after(now))
                    .map(Job::getId)
                    .forEach(job -> management.recalculateJobDuedate(job, false));
        }
    }
}
