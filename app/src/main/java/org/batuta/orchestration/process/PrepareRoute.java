package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code prepareRoute} of prepare-route: plans what makes the daemon ready; stepId is null if there is nothing to do. */
@Component
class PrepareRoute implements JavaDelegate {

    private final Enrolment enrolment;

    PrepareRoute(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "stepId",
                enrolment
                        .prepareRoute(Ids.server(execution), Ids.route(execution), Ids.stepBefore(execution))
                        .map(UUID::toString)
                        .orElse(null));
    }
}
