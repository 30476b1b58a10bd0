package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code retireServer} of enrol-server and check-host-key: the machine is not, or no longer, ours. */
@Component
class RetireServer implements JavaDelegate {

    private final Enrolment enrolment;

    RetireServer(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        enrolment.retire(Ids.server(execution));
    }
}
