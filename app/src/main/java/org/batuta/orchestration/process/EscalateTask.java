package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.orchestration.Escalations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code escalateTask} of every process that asks a person: what is overdue goes before others, and administrators are told. */
@Component
class EscalateTask implements JavaDelegate {

    private final Escalations escalations;

    EscalateTask(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Object incident = execution.getVariable("incidentId");
        escalations.escalate(
                execution.getProcessInstanceId(), incident == null ? null : UUID.fromString(incident.toString()));
    }
}
