package org.batuta.workflow;

import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.jspecify.annotations.Nullable;

/** Where a process stands when it reaches a {@link WaitingTask}. Only valid while the task begins. */
public final class Waiting {

    private final ActivityExecution execution;

    Waiting(ActivityExecution execution) {
        this.execution = execution;
    }

    /** What to hand to {@link Processes#reach} or {@link Processes#fail} later. */
    public String executionId() {
        return execution.getId();
    }

    public String processInstanceId() {
        return execution.getProcessInstanceId();
    }

    /** The id of what the whole process is about. */
    public String businessKey() {
        return execution.getProcessBusinessKey();
    }

    /** The id of the step in the picture. */
    public String taskId() {
        return execution.getCurrentActivityId();
    }

    /** A variable that must be there. */
    public String variable(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("process variable " + name + " is missing"));
    }

    /** A variable that may be there. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(execution.getVariable(name)).map(Object::toString);
    }

    /** Leaves an id, a number or an enum's name for the steps that follow. */
    public void set(String name, @Nullable Object value) {
        execution.setVariable(name, value);
    }
}
