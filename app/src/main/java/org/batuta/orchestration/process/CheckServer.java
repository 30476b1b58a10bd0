package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code checkServer} of enrol-server: asks the runner how it is. */
@Component
class CheckServer implements JavaDelegate {

    private final Enrolment enrolment;

    CheckServer(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            enrolment.checkServer(Ids.server(execution));
        } catch (Enrolment.Failed e) {
            throw new BpmnError(e.code(), e);
        }
    }
}
