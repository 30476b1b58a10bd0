package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code readHostKeys} of enrol-server and check-host-key: writes down the keys that the server shows now. */
@Component
class ReadHostKeys implements JavaDelegate {

    private final Enrolment enrolment;

    ReadHostKeys(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            enrolment.readHostKeys(Ids.server(execution));
        } catch (Enrolment.Failed e) {
            throw new BpmnError(e.code(), e);
        }
    }
}
