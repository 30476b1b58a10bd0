package org.batuta.security.tokens.process;

import org.batuta.security.tokens.TokenNotices;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** {@code warnOfTokens}: writes about the next tokens that end soon, and says in {@code more} whether there are others. */
@Component
class WarnOfTokens implements JavaDelegate {

    private final TokenNotices notices;

    WarnOfTokens(TokenNotices notices) {
        this.notices = notices;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable("more", Variables.booleanValue(notices.writeNext(), true));
    }
}
