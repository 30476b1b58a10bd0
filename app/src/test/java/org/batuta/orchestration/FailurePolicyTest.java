package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure policy, row by row (K04). */
class FailurePolicyTest {

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, -1, '', 1, retry, 5",
        "UNREACHABLE, -1, '', 3, retry, 5",
        "UNREACHABLE, -1, '', 4, retry, 30",
        "UNREACHABLE, -1, '', 11, retry, 300",
        "UNREACHABLE, -1, '', 301, person, 0",
        "LOST, -1, '', 1, check, 0",
        "LOST, -1, '', 6, person, 0",
        "REFUSED, 137, killed, 1, check, 0",
        "REFUSED, 137, killed, 5, check, 0",
        "REFUSED, 137, killed, 6, person, 0",
        "REFUSED, 143, killed, 5, check, 0",
        "REFUSED, 143, killed, 6, person, 0",
        "REFUSED, 75, '', 3, retry, 10",
        "REFUSED, 75, '', 8, retry, 60",
        "REFUSED, 75, '', 9, person, 0",
        "REFUSED, 1, '', 1, person, 0",
        "REFUSED, -1, envelope-gone, 1, abort, 0",
        "TIMED_OUT, -1, '', 1, person, 0",
    })
    void saysWhatFollows(String outcome, int exitCode, String symptom, int attempt, String next, int delay)
            throws IOException {
        assertFollows("APPLY", outcome, exitCode, symptom, attempt, next, delay);
    }

    @ParameterizedTest
    @CsvSource({
        "LOST, -1, '', 5, retry, 5",
        "LOST, -1, '', 6, person, 0",
        "REFUSED, 137, killed, 5, retry, 5",
        "REFUSED, 137, killed, 6, person, 0",
        "REFUSED, 143, killed, 5, retry, 5",
        "REFUSED, 143, killed, 6, person, 0",
        "REFUSED, 1, '', 1, person, 0",
        "TIMED_OUT, -1, '', 1, person, 0"
    })
    void runsAReloadAgainOfWhichNobodySawTheEnd(
            String outcome, int exitCode, String symptom, int attempt, String next, int delay) throws IOException {
        assertFollows("RELOAD", outcome, exitCode, symptom, attempt, next, delay);
    }

    private void assertFollows(
            String verb, String outcome, int exitCode, String symptom, int attempt, String next, int delay)
            throws IOException {
        DmnDecisionRuleResult rule = engine.evaluateDecisionTable(
                        table(),
                        Variables.createVariables()
                                .putValue("serviceType", "mailboxes")
                                .putValue("verb", verb)
                                .putValue("outcome", outcome)
                                .putValue("exitCode", exitCode)
                                .putValue("symptom", symptom)
                                .putValue("attempt", attempt))
                .getSingleResult();
        assertThat(rule.getEntryMap()).containsEntry("next", next).containsEntry("delay", delay);
    }

    private DmnDecision table() throws IOException {
        String file = "/processes/orchestration/failure-policy.dmn";
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
            return engine.parseDecision("failure-policy", in);
        }
    }
}
