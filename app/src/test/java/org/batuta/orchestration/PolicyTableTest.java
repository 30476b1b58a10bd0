package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The failure policy as people write it: read, checked, compared, and the same for the engine (K04, T04). */
class PolicyTableTest {

    private static final String LAST = "any|any|any|any|any|any|person|0|";

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @Test
    void whatIsShippedCanBeReadIsWellAndSurvivesBothWaysOfWriting() throws IOException {
        FailurePolicy shipped = shipped();

        shipped.check();
        assertThat(PolicyText.read(PolicyText.write(shipped))).isEqualTo(shipped);
        assertThat(PolicyDmn.read(PolicyDmn.write(shipped))).isEqualTo(shipped);
        assertThat(PolicyText.write(shipped).lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line)
                                .matches(
                                        "any +\\| any +\\| UNREACHABLE +\\| any \\| any +\\| 1-3 +\\| retry +\\| 5 +\\| The server .*"));
    }

    @Test
    void theEngineAnswersAsTheRulesSay() {
        FailurePolicy policy = PolicyText.read("""
                mailboxes | apply  | REFUSED | 71  | any      | any  | skip   | 0    | <b>"skipped" & gone</b>
                any       | any    | REFUSED | any | disk-full | 2-4 | retry  | 7    | a disk

                any       | remove | any     | any | any      | 3-   | abort  | 0    |
                any       | any    | any     | any | any      | 5    | check  | 0    |
                """ + LAST);
        policy.check();
        DmnDecision decision = engine.parseDecision(
                "failure-policy",
                new ByteArrayInputStream(PolicyDmn.write(policy).getBytes(StandardCharsets.UTF_8)));
        for (String type : List.of("mailboxes", "domains")) {
            for (Verb verb : List.of(Verb.APPLY, Verb.REMOVE)) {
                for (int exitCode : List.of(-1, 71)) {
                    for (String symptom : List.of("", "disk-full")) {
                        for (int tries = 1; tries < 8; tries++) {
                            Rule.Answer answer = policy.answer(
                                            new Rule.Situation(type, verb, Outcome.REFUSED, exitCode, symptom), tries)
                                    .orElseThrow();
                            assertThat(engine.evaluateDecisionTable(
                                                    decision,
                                                    Map.of(
                                                            "serviceType", type,
                                                            "verb", verb.name(),
                                                            "outcome", "REFUSED",
                                                            "exitCode", exitCode,
                                                            "symptom", symptom,
                                                            "attempt", tries))
                                            .getSingleResult()
                                            .getEntryMap())
                                    .containsEntry("next", answer.next().name().toLowerCase(java.util.Locale.ROOT))
                                    .containsEntry("delay", answer.delay());
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            any|any|any|any|any|any|person|0;                     rules.columns
            any|any|any|any|any|any|dance|0|;                     rules.word
            any|any|DONE|any|any|any|person|0|;                   policy.outcome
            any|APPLY|any|any|any|any|person|0|;                  rules.word
            any|any|any|256|any|any|person|0|;                    rules.word
            ${1+1}|any|any|any|any|any|person|0|;                 rules.word
            any|any|any|any|"x"|any|person|0|;                    rules.word
            any|any|any|any|any|0|person|0|;                      policy.tries
            any|any|any|any|any|4-3|person|0|;                    policy.tries
            any|any|any|any|any|any|person|5|;                    policy.delay
            any|any|REFUSED|any|any|1-3|retry|0|;                 policy.delay
            any|any|REFUSED|any|any|1-3|retry|86401|;             policy.delay
            any|any|REFUSED|any|any|any|retry|5|;                 policy.endless
            any|any|LOST|any|any|any|check|0|;                    policy.endless
            any|any|LOST|any|any|1-3|retry|5|;                    policy.twice
            any|apply|any|any|any|1-3|retry|5|;                   policy.twice
            """)
    void refusesARuleThatIsNoneOrWouldDoHarm(String rule, String code) {
        assertThatThrownBy(() -> PolicyText.read(rule + "\n" + LAST).check())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.isAt("table")).isTrue();
                    assertThat(refusal.problems())
                            .extracting(Refusal.Problem::code)
                            .containsExactly(code);
                });
    }

    @Test
    void aLostReloadMayBeRunAgain() {
        PolicyText.read("any|reload|LOST|any|any|1-3|retry|5|\n" + LAST).check();
    }

    @Test
    void refusesWhatLeavesAFailureWithoutAnAnswer() {
        assertThatThrownBy(() -> PolicyText.read("any|any|UNREACHABLE|any|any|1-3|retry|5|")
                        .check())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.says("policy.silent")).isTrue());
        assertThatThrownBy(() -> PolicyText.read("").check()).isInstanceOf(Refusal.class);
    }

    @Test
    void tellsWhereAnotherPolicyDecidesSomethingElse() {
        FailurePolicy now = PolicyText.read("any|any|REFUSED|75|any|1-3|retry|10|\n" + LAST);
        FailurePolicy then = PolicyText.read(
                "any|any|REFUSED|75|any|1-2|retry|10|other words\nany|any|REFUSED|75|any|3-9|retry|60|\n" + LAST);

        assertThat(now.differences(then))
                .containsExactly(
                        new FailurePolicy.Difference(
                                null, null, Outcome.REFUSED, 75, null, 3, 3, Rule.Next.RETRY, 10, Rule.Next.RETRY, 60),
                        new FailurePolicy.Difference(
                                null, null, Outcome.REFUSED, 75, null, 4, 9, Rule.Next.PERSON, 0, Rule.Next.RETRY, 60));
        assertThat(now.differences(now)).isEmpty();
    }

    private FailurePolicy shipped() throws IOException {
        String file = "/processes/orchestration/failure-policy.dmn";
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
            return PolicyDmn.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
