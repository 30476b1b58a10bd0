package org.batuta.orchestration.process;

import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Listener {@code requireAnswer} of the tasks about host keys: they end with a yes or a no, and with nothing else. */
@Component
class RequireAnswer implements TaskListener {

    private static final String ANSWER = "keysAccepted";

    @Override
    public void notify(DelegateTask task) {
        if (!(task.getVariable(ANSWER) instanceof Boolean)) {
            throw Refusal.at(ANSWER, "choice");
        }
    }
}
