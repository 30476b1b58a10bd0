package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code prepareServer} of enrol-server: plans what makes the daemons ready; stepId is null if there is nothing to do. */
@Component
class PrepareServer implements JavaDelegate {

    private final Enrolment enrolment;

    PrepareServer(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "stepId",
                enrolment
                        .prepare(Ids.server(execution), Ids.stepBefore(execution))
                        .map(UUID::toString)
                        .orElse(null));
    }
}
