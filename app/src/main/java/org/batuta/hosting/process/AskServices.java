package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Cascade;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code askServices} of suspend-account: a request for each of the next services; says in {@code more} whether there are others. */
@Component
class AskServices implements JavaDelegate {

    private final Cascade cascade;

    AskServices(Cascade cascade) {
        this.cascade = cascade;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean more = cascade.visitNext(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("more", Variables.booleanValue(more, true));
    }
}
