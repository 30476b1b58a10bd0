package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Clearing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code askRemovals} of close-account: a removal for each of the next services; {@code asked} is MORE, ALL or STOPPED. */
@Component
class AskRemovals implements JavaDelegate {

    private final Clearing clearing;

    AskRemovals(Clearing clearing) {
        this.clearing = clearing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Clearing.Asked asked = clearing.visitNext(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("asked", Variables.stringValue(asked.name(), true));
    }
}
