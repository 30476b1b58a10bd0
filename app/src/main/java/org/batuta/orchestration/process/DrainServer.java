package org.batuta.orchestration.process;

import org.batuta.orchestration.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code drainServer} of watch-servers: puts the server into maintenance, for the reason that was given. */
@Component
class DrainServer implements JavaDelegate {

    private final Watches watches;

    DrainServer(Watches watches) {
        this.watches = watches;
    }

    @Override
    public void execute(DelegateExecution execution) {
        watches.drain(Ids.server(execution), execution.getVariable("reason"));
    }
}
