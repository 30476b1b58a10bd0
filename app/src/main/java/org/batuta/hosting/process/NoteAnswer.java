package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Settlement;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code noteAnswer} of settle-drift: writes down what becomes of what differs; sets {@code left}, how many are not settled. */
@Component
class NoteAnswer implements JavaDelegate {

    private final Settlement settlement;

    NoteAnswer(Settlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int left = settlement.answer(
                UUID.fromString(execution.getProcessBusinessKey()),
                execution.getVariable("choice"),
                execution.getVariable("service"),
                execution.getVariable("comment"));
        execution.setVariable("left", left);
    }
}
