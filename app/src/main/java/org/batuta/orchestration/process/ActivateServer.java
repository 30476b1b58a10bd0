package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code activateServer} of enrol-server: the server takes operations from now on. */
@Component
class ActivateServer implements JavaDelegate {

    private final Enrolment enrolment;

    ActivateServer(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        enrolment.activate(Ids.server(execution));
    }
}
