package org.batuta.orchestration.process;

import org.batuta.orchestration.Upgrades;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code takeRelease} of upgrade-runner: operations may use what the server was brought. */
@Component
class TakeRelease implements JavaDelegate {

    private final Upgrades upgrades;

    TakeRelease(Upgrades upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public void execute(DelegateExecution execution) {
        upgrades.take(Ids.server(execution));
    }
}
