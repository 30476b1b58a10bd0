package org.batuta.orchestration.process;

import org.batuta.orchestration.Repairs;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code noteChoice} of run-operation and see-service: writes down who decided what. */
@Component
class NoteChoice implements JavaDelegate {

    private final Repairs repairs;

    NoteChoice(Repairs repairs) {
        this.repairs = repairs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        repairs.choose(
                Ids.step(execution),
                execution.getVariable("choice"),
                execution.getVariable("comment"),
                Boolean.TRUE.equals(execution.getVariable("forAll")));
    }
}
