package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.batuta.hosting.ApprovalPolicy.Difference;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The approval policy as people write it: read, checked, compared, and the same for the engine (K11). */
class ApprovalRulesTest {

    private static final String LAST = "any | any | any | any | 0 | done at once";

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @Test
    void k11WhatIsShippedIsWellAndSurvivesBothWaysOfWriting() throws IOException {
        ApprovalPolicy shipped = shipped();

        shipped.check();

        assertThat(ApprovalRules.read(ApprovalRules.write(shipped))).isEqualTo(shipped);
        assertThat(ApprovalRules.ofDmn(ApprovalRules.dmn(shipped))).isEqualTo(shipped);
        assertThat(ApprovalRules.write(shipped).lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .matches("remove \\| any \\| staff +\\| 20- +\\| 72 +\\| One of the staff removes many.*"));
    }

    @ParameterizedTest
    @CsvSource({
        "domains, staff, 4, none, 0",
        "domains, staff, 5, another, 24",
        "mailboxes, staff, 5, none, 0",
        "domains, customer, 500, none, 0",
        "mailboxes, closing, 1, another, 1"
    })
    void k11TheEngineAnswersAsTheRulesSay(String type, String by, int lately, String approval, int hours) {
        ApprovalPolicy policy = ApprovalRules.read("""
                remove | domains   | staff   | 5-  | 24 | <b>"many" & dear</b>

                any    | mailboxes | closing | any | 1  |
                """ + LAST);
        policy.check();
        DmnDecision decision = engine.parseDecision(
                "approval-policy",
                new ByteArrayInputStream(ApprovalRules.dmn(policy).getBytes(StandardCharsets.UTF_8)));

        assertThat(engine.evaluateDecisionTable(
                                decision, Map.of("verb", "remove", "serviceType", type, "by", by, "lately", lately))
                        .getSingleResult()
                        .getEntryMap())
                .isEqualTo(Map.of("approval", approval, "hours", hours));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            any|any|any|any|0;               rules.columns
            dance|any|any|any|0|;            rules.word
            create|any|any|any|0|;           rules.word
            any|Ünknown|any|any|0|;          rules.word
            any|any|nobody|any|0|;           rules.word
            any|any|any|20|0|;               approval.lately
            any|any|any|0-|0|;               approval.lately
            any|any|any|any|-1|;             rules.word
            any|any|any|any|721|;            approval.hours
            any|any|any|${1+1}|0|;           approval.lately
            any|any|${1+1}|any|0|;           rules.word
            """)
    void refusesARuleThatIsNone(String rule, String code) {
        assertThatThrownBy(() -> ApprovalRules.read(rule + "\n" + LAST).check())
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.isAt("table")).isTrue();
                    assertThat(refusal.problems())
                            .extracting(Refusal.Problem::code)
                            .containsExactly(code);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            remove | any | any   | any | 0 | only removals
            any    | any | any   | 2-  | 0 | not the first
            any    | any | staff | any | 0 | only the staff
            """)
    void refusesWhatLeavesARequestWithoutAnAnswer(String rules) {
        assertThatThrownBy(() -> ApprovalRules.read(rules).check())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.says("approval.silent")).isTrue());
    }

    @Test
    void tellsWhereAnotherPolicyDecidesSomethingElse() {
        ApprovalPolicy now = ApprovalRules.read("any|any|staff|20-|72|\n" + LAST);
        ApprovalPolicy then = ApprovalRules.read("any|any|staff|10-|72|other words\nany|any|any|50-|24|\n" + LAST);

        assertThat(now.differences(then))
                .containsExactly(
                        new Difference(null, null, null, 50, 0, 24),
                        new Difference(null, null, ApprovalPolicy.By.STAFF, 10, 0, 72));
        assertThat(now.differences(now)).isEmpty();
    }

    private ApprovalPolicy shipped() throws IOException {
        String file = "/processes/hosting/approval-policy.dmn";
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
            return ApprovalRules.ofDmn(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
