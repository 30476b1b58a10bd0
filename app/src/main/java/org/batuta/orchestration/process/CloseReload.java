package org.batuta.orchestration.process;

import org.batuta.orchestration.Reloads;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code closeReload} of reload-server: what waits for the reload waits no more. */
@Component
class CloseReload implements JavaDelegate {

    private final Reloads reloads;

    CloseReload(Reloads reloads) {
        this.reloads = reloads;
    }

    @Override
    public void execute(DelegateExecution execution) {
        reloads.close(Ids.step(execution));
    }
}
