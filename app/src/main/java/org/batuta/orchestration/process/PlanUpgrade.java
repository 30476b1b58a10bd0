package org.batuta.orchestration.process;

import org.batuta.orchestration.Upgrades;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code planUpgrade} of upgrade-runner: plans the upgrade and what prepares the server for it. */
@Component
class PlanUpgrade implements JavaDelegate {

    private final Upgrades upgrades;

    PlanUpgrade(Upgrades upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "stepId",
                upgrades.plan(Ids.server(execution), Ids.stepBefore(execution)).toString());
    }
}
