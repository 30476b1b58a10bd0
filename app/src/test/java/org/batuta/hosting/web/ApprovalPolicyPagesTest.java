package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.workflow.Decisions;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The approval policy at the desk: read as a table, changed by administrators who have seen what that changes (K11). */
@BatutaTest
class ApprovalPolicyPagesTest {

    private static final String KEY = "approval-policy";
    private static final UUID POLICY = UUID.fromString("00000000-0000-0000-6170-70726f76616c");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");
    private static final String STRICT = "remove|any|staff|3-|47|forbearance\nany|any|any|any|0|";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @Autowired
    private Decisions decisions;

    @Autowired
    private DecisionService engine;

    @Autowired
    private RepositoryService repository;

    private Person ada;
    private Visitor administrator;
    private int shipped;

    @BeforeEach
    void anAdministratorAtTheDesk() {
        ada = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        administrator = at(ada);
        shipped = inForce();
    }

    @AfterEach
    void itIsAsItWasShipped() {
        repository
                .createDeploymentQuery()
                .deploymentSource(ada.login())
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void k11IsChangedOnlyByWhoHasSeenWhatThatChanges() {
        assertThat(administrator.get("/desk/approval-policy").body())
                .contains(
                        "20 and more",
                        "one of the staff",
                        "another person within 72 hours",
                        "nobody: it begins at once")
                .doesNotContain("This release ships another policy", "??");
        assertThat(administrator.get("/desk/approval-policy/edit").body()).contains("| 20- |");

        String preview = send(STRICT, shipped, null);
        assertThat(preview)
                .contains("3 and more", "another person within 47 hours", "Bring it into force")
                .doesNotContain("??");
        assertThat(inForce()).isEqualTo(shipped);
        assertThat(send(STRICT.replace("47", "48"), shipped, seen(preview)))
                .as("something else than what was seen")
                .contains("within 48 hours");
        assertThat(inForce()).isEqualTo(shipped);

        send(STRICT, shipped, seen(preview));

        assertThat(inForce()).isEqualTo(shipped + 1);
        assertThat(decides("staff", 2)).isEqualTo(0);
        assertThat(decides("staff", 3)).isEqualTo(47);
        assertThat(decides("customer", 500)).isEqualTo(0);
        assertThat(administrator.get("/desk/approval-policy").body())
                .contains("forbearance", "by " + ada.login(), "This release ships another policy")
                .doesNotContain("??");
        assertThat(administrator.get("/desk/approval-policy?version=" + shipped).body())
                .contains("Make it the one in force again");
        AuditEntry entry = audit.of("policy", POLICY).get(0);
        assertThat(entry.login()).isEqualTo(ada.login());
        assertThat(entry.before()).contains("\"version\":" + shipped);
        assertThat(entry.after()).contains("\"version\":" + (shipped + 1), "forbearance");
        assertThat(send(STRICT, shipped, seen(preview))).contains("came into force meanwhile", "id=\"table-problem\"");
    }

    @Test
    void whatIsWrongStandsAtTheTableWithItsLine() {
        for (String wrong : List.of("dance|any|any|any|0|", "<script>|any|any|any|0|")) {
            assertThat(send(wrong, shipped, null))
                    .contains("Line 1", "id=\"table-problem\"")
                    .doesNotContain("<script>|", "??");
        }
        assertThat(send("any|nonsense|any|any|0|\nany|any|any|any|0|", shipped, null))
                .contains("This release has no services of this kind: nonsense");
        assertThat(administrator.get("/desk/approval-policy?version=4711").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "MANAGER"})
    void k12OthersOfTheStaffReadItAndCannotLoosenIt(StaffRole role) {
        Visitor reader = at(cast.aMemberOfStaff(role));

        assertThat(reader.get("/desk/approval-policy").body())
                .contains("20 and more")
                .doesNotContain("Change it");
        assertThat(reader.post("/desk/approval-policy/edit", sent(STRICT, shipped, null))
                        .statusCode())
                .isEqualTo(403);
        assertThat(inForce()).isEqualTo(shipped);
    }

    private int decides(String by, int lately) {
        Integer hours = engine.evaluateDecisionByKey(KEY)
                .variables(Map.of("verb", "remove", "serviceType", "domains", "by", by, "lately", lately))
                .evaluate()
                .getSingleResult()
                .getEntry("hours");
        return hours;
    }

    private int inForce() {
        return decisions.inForce(KEY).number();
    }

    private String send(String table, int instead, @Nullable String seen) {
        return administrator
                .post("/desk/approval-policy/edit", sent(table, instead, seen))
                .body();
    }

    private static Map<String, String> sent(String table, int instead, @Nullable String seen) {
        Map<String, String> sent = new HashMap<>(Map.of("table", table, "instead", String.valueOf(instead)));
        if (seen != null) {
            sent.put("seen", seen);
        }
        return sent;
    }

    private static String seen(String preview) {
        Matcher found = SEEN.matcher(preview);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private Visitor at(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
