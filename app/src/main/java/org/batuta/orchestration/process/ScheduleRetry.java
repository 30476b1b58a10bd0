package org.batuta.orchestration.process;

import java.time.Clock;
import java.time.Instant;
import org.batuta.orchestration.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task {@code scheduleRetry} of run-operation: says when the next try is, so that everybody can see it. */
@Component
class ScheduleRetry implements JavaDelegate {

    private final Operations operations;
    private final Clock clock;

    ScheduleRetry(Operations operations, Clock clock) {
        this.operations = operations;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        long seconds = ((Number) execution.getVariable("delay")).longValue();
        Instant when = clock.instant().plusSeconds(seconds);
        operations.retryAt(Ids.step(execution), Ids.outcome(execution), when);
        execution.setVariable("retryAt", when.toString());
    }
}
