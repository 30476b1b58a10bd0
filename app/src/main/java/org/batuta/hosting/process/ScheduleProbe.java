package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Fulfilment;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code scheduleProbe} of see-service: sets {@code probeAt}, or {@code probeExhausted} when a person is to look. */
@Component
class ScheduleProbe implements JavaDelegate {

    private final Fulfilment fulfilment;

    ScheduleProbe(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID request = UUID.fromString(execution.getProcessBusinessKey());
        var again = fulfilment.nextLook(request);
        execution.setVariable("probeExhausted", again.isEmpty());
        execution.setVariable("probeAt", again.map(Object::toString).orElse(null));
    }
}
