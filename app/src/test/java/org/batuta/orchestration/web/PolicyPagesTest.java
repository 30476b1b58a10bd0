package org.batuta.orchestration.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
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
import org.camunda.bpm.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The failure policy at the desk: read as a table, changed by administrators who have seen what that changes (T04). */
@BatutaTest
class PolicyPagesTest {

    private static final String KEY = "failure-policy";
    private static final UUID POLICY = UUID.fromString("00000000-0000-0000-0000-706f6c696379");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");
    private static final String CALM =
            "any|any|UNREACHABLE|any|any|1-3|retry|4711|forbearance\nany|any|any|any|any|any|person|0|";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @Autowired
    private Decisions decisions;

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
    void t04IsChangedOnlyByWhoHasSeenWhatThatChangesAndCanBeTakenBack() {
        assertThat(administrator.get("/desk/policy").body())
                .contains("The server does not answer", "try again", "after 5 seconds", "envelope-gone")
                .doesNotContain("This release ships another policy", "??");
        assertThat(administrator.get("/desk/policy/edit").body()).contains("| UNREACHABLE |");

        String preview = administrator
                .post("/desk/policy/edit", sent(CALM, shipped, null))
                .body();
        assertThat(preview)
                .contains("things would change", "after 4,711 seconds")
                .doesNotContain("??");
        assertThat(inForce()).isEqualTo(shipped);
        String other = CALM.replace("4711", "4712");
        assertThat(administrator
                        .post("/desk/policy/edit", sent(other, shipped, seen(preview)))
                        .body())
                .as("something else than what was seen")
                .contains("after 4,712 seconds");
        assertThat(inForce()).isEqualTo(shipped);

        assertThat(administrator
                        .post("/desk/policy/edit", sent(CALM, shipped, seen(preview)))
                        .statusCode())
                .isEqualTo(302);

        assertThat(inForce()).isEqualTo(shipped + 1);
        assertThat(administrator.get("/desk/policy").body())
                .contains("forbearance", "by " + ada.login(), "This release ships another policy")
                .doesNotContain("envelope-gone\"", "??");
        assertThat(administrator.get("/desk/policy?version=" + shipped).body())
                .contains("Make it the one in force again");
        AuditEntry entry = audit.of("policy", POLICY).get(0);
        assertThat(entry.login()).isEqualTo(ada.login());
        assertThat(entry.before()).contains("\"version\":" + shipped, "envelope-gone");
        assertThat(entry.after()).contains("\"version\":" + (shipped + 1), "4711");

        String back = tableOf(
                administrator.get("/desk/policy/edit?version=" + shipped).body());
        String again = administrator
                .post("/desk/policy/edit", sent(back, shipped + 1, null))
                .body();
        administrator.post("/desk/policy/edit", sent(back, shipped + 1, seen(again)));
        assertThat(inForce()).isEqualTo(shipped + 2);
        assertThat(administrator.get("/desk/policy").body())
                .doesNotContain("This release ships another policy", "forbearance");
    }

    @Test
    void whatSomebodyElseBroughtIntoForceMeanwhileIsNotOverwritten() {
        String preview = administrator
                .post("/desk/policy/edit", sent(CALM, shipped, null))
                .body();
        administrator.post("/desk/policy/edit", sent(CALM, shipped, seen(preview)));

        String late = administrator
                .post("/desk/policy/edit", sent(CALM, shipped, seen(preview)))
                .body();

        assertThat(late).contains("came into force meanwhile", "id=\"table-problem\"", "forbearance");
        assertThat(inForce()).isEqualTo(shipped + 1);
    }

    @Test
    void whatIsWrongStandsAtTheTableWithItsLine() {
        String answer = administrator
                .post("/desk/policy/edit", sent("any|any|any|any|any|any|dance|0|<script>", shipped, null))
                .body();

        assertThat(answer).contains("Line 1", "dance", "&lt;script&gt;").doesNotContain("<script>\n", "??");
        assertThat(administrator
                        .post("/desk/policy/edit", sent(CALM.replaceFirst("any", "nonsense"), shipped, null))
                        .body())
                .contains("No server of this release has services of this kind: nonsense");
        assertThat(administrator.post("/desk/policy/edit", Map.of()).statusCode())
                .isLessThan(500);
        assertThat(administrator.get("/desk/policy?version=4711").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "MANAGER"})
    void othersOfTheStaffReadIt(StaffRole role) {
        Visitor reader = at(cast.aMemberOfStaff(role));
        assertThat(reader.get("/desk/policy").body())
                .contains("The server does not answer")
                .doesNotContain("Change it");
        assertThat(reader.post("/desk/policy/edit", sent(CALM, shipped, null)).statusCode())
                .isEqualTo(403);
        assertThat(inForce()).isEqualTo(shipped);
    }

    private int inForce() {
        return decisions.versions(KEY).get(0).number();
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

    private static String tableOf(String form) {
        Matcher found = Pattern.compile("<textarea[^>]*>([^<]*)</textarea>").matcher(form);
        assertThat(found.find()).isTrue();
        return org.springframework.web.util.HtmlUtils.htmlUnescape(found.group(1));
    }

    private Visitor at(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
