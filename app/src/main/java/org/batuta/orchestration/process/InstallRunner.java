package org.batuta.orchestration.process;

import org.batuta.orchestration.Enrolment;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code installRunner} of enrol-server: brings this release's runner and scripts onto the server. */
@Component
class InstallRunner implements JavaDelegate {

    private final Enrolment enrolment;

    InstallRunner(Enrolment enrolment) {
        this.enrolment = enrolment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            enrolment.installRunner(Ids.server(execution));
        } catch (Enrolment.Failed e) {
            throw new BpmnError(e.code(), e);
        }
    }
}
