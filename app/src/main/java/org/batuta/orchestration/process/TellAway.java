package org.batuta.orchestration.process;

import org.batuta.orchestration.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code tellAway} of watch-servers: tells the administrators, once a day at most. */
@Component
class TellAway implements JavaDelegate {

    private final Watches watches;

    TellAway(Watches watches) {
        this.watches = watches;
    }

    @Override
    public void execute(DelegateExecution execution) {
        watches.tell(Ids.server(execution));
    }
}
