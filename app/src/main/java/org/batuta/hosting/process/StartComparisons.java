package org.batuta.hosting.process;

import org.batuta.hosting.Comparing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code startComparisons} of compare-services: starts one comparison for each server at work. */
@Component
class StartComparisons implements JavaDelegate {

    private final Comparing comparing;

    StartComparisons(Comparing comparing) {
        this.comparing = comparing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        comparing.begin();
    }
}
