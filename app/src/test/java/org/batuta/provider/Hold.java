package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.springframework.beans.factory.BeanFactory;

/** A step of a picture that nothing enters until this is closed: what else comes meanwhile comes exactly then. */
public final class Hold implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManagementService management;
    private final RuntimeService runtime;
    private final List<JobDefinition> held;

    /** Holds everybody before this step, which is to be entered by a job. */
    public Hold(BeanFactory application, String process, String step) {
        management = application.getBean(ManagementService.class);
        runtime = application.getBean(RuntimeService.class);
        held = management
                .createJobDefinitionQuery()
                .processDefinitionKey(process)
                .activityIdIn(step)
                .list();
        if (held.isEmpty()) {
            throw new IllegalArgumentException("no job enters " + step + " of " + process);
        }
        held.forEach(job -> management.suspendJobDefinitionById(job.getId(), true));
    }

    /** Waits until the process about this stands before the step. */
    public void awaits(UUID about) {
        await(about + " before " + held.get(0).getActivityId()).atMost(PATIENCE).until(() -> stands(about));
    }

    private boolean stands(UUID about) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(about.toString()).list().stream()
                .anyMatch(instance -> held.stream()
                        .anyMatch(job -> management
                                        .createJobQuery()
                                        .jobDefinitionId(job.getId())
                                        .processInstanceId(instance.getId())
                                        .count()
                                > 0));
    }

    @Override
    public void close() {
        held.forEach(job -> management.activateJobDefinitionById(job.getId(), true));
    }
}
