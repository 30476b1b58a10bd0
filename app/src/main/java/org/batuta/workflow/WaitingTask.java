package org.batuta.workflow;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;

/**
 * A step whose work is done elsewhere: it begins the work in the transaction that reached it and then stands there
 * without holding a thread, a job or a transaction, until {@link Processes} is told how the work ended, or a drawn
 * timer, message or error takes it away. Subclasses are stateless beans named in the picture.
 */
public abstract class WaitingTask extends AbstractBpmnActivityBehavior {

    static final String REACH = "reach";
    static final String FAIL = "fail";

    /** Writes down the work; {@code false} says that there is none, and the step is left at once. */
    protected abstract boolean begin(Waiting waiting);

    @Override
    public final void execute(ActivityExecution execution) {
        if (!begin(new Waiting(execution))) {
            leave(execution);
        }
    }

    @Override
    public final void signal(ActivityExecution execution, String name, Object data) throws Exception {
        if (REACH.equals(name)) {
            leave(execution);
        } else if (FAIL.equals(name)) {
            throw new BpmnError((String) data);
        } else {
            super.signal(execution, name, data);
        }
    }
}
