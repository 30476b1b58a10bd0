package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.batuta.BatutaTest;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What this release proposes to have approved by another person (K11). */
@BatutaTest
class ApprovalPolicyTest {

    @Autowired
    private DecisionService decisions;

    @ParameterizedTest
    @CsvSource({
        "remove, staff, 1, none, 0",
        "remove, staff, 19, none, 0",
        "remove, staff, 20, another, 72",
        "remove, customer, 49, none, 0",
        "remove, customer, 50, another, 72",
        "remove, closing, 1000, none, 0",
        "change, staff, 100, none, 0"
    })
    void k11ManyRemovalsByOnePersonAreApprovedByAnother(
            String verb, String by, int lately, String approval, int hours) {
        DmnDecisionResultEntries decided = decisions
                .evaluateDecisionByKey("approval-policy")
                .variables(Map.of("verb", verb, "serviceType", "domains", "by", by, "lately", lately))
                .evaluate()
                .getSingleResult();

        assertThat(decided.getEntryMap()).isEqualTo(Map.of("approval", approval, "hours", hours));
    }
}
