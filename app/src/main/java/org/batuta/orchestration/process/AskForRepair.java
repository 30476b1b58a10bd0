package org.batuta.orchestration.process;

import org.batuta.orchestration.Repairs;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code askForRepair} of run-operation and see-service: no rule can settle it: joins the incident of equal failures before a person is asked. */
@Component
class AskForRepair implements JavaDelegate {

    private final Repairs repairs;

    AskForRepair(Repairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "incidentId", repairs.ask(Ids.step(execution)).id().toString());
    }
}
