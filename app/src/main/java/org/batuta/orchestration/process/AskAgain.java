package org.batuta.orchestration.process;

import org.batuta.orchestration.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code askAgain} of watch-servers: the server is asked as soon as a node comes round. */
@Component
class AskAgain implements JavaDelegate {

    private final Watches watches;

    AskAgain(Watches watches) {
        this.watches = watches;
    }

    @Override
    public void execute(DelegateExecution execution) {
        watches.askAgain(Ids.server(execution));
    }
}
