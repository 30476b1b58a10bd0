package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code unblockServer} of check-host-key: the new key is accepted: what waited goes on. */
@Component
class UnblockServer implements JavaDelegate {

    private final Enrolment enrolment;

    UnblockServer(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        enrolment.activate(Ids.server(execution));
    }
}
