package org.batuta.hosting.process;

import java.util.UUID;
import org.batuta.hosting.Cascade;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code judgeServices} of suspend-account: {@code came} is AS_WANTED, SHORT or RESUMED_MEANWHILE; sets {@code resumed}. */
@Component
class JudgeServices implements JavaDelegate {

    private final Cascade cascade;

    JudgeServices(Cascade cascade) {
        this.cascade = cascade;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Cascade.Verdict verdict = cascade.judge(UUID.fromString(execution.getProcessBusinessKey()));
        execution.setVariable("came", Variables.stringValue(verdict.came().name(), true));
        execution.setVariable("resumed", verdict.resumed());
    }
}
