package org.batuta.workflow;

import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** A step of a test that does with an answer what the answer says: refuses it, or breaks. */
public class Moody implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        if ("refused".equals(execution.getVariable("choice"))) {
            throw Refusal.at("choice", "choice");
        }
        throw new IllegalStateException("broken on purpose");
    }
}
