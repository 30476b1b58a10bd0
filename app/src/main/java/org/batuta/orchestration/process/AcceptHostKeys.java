package org.batuta.orchestration.process;

import org.batuta.accounts.Acting;
import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code acceptHostKeys} of enrol-server and check-host-key: a person compared the fingerprints. */
@Component
class AcceptHostKeys implements JavaDelegate {

    private final Enrolment enrolment;

    AcceptHostKeys(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean accepted = Boolean.TRUE.equals(execution.getVariable("keysAccepted"));
        enrolment.decideHostKeys(
                Ids.server(execution), accepted, Acting.currentOrSystem().login());
    }
}
