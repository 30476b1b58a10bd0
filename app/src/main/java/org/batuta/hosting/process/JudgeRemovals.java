package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Clearing;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code judgeRemovals} of close-account: {@code came} is EMPTY, LEFT or STOPPED, {@code pause} comes before another round. */
@Component
class JudgeRemovals implements JavaDelegate {

    private final Clearing clearing;

    JudgeRemovals(Clearing clearing) {
        this.clearing = clearing;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Clearing.Verdict verdict = clearing.judge(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("came", Variables.stringValue(verdict.came().name(), true));
        execution.setVariable("pause", Variables.stringValue(verdict.pause().toString(), true));
    }
}
