package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is written down and decided, as programs read it: incidents, finished requests, the audit, policies (L19). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class RecordCallsTest {

    private static final String POLICY = "/api/v1/policies/failure";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private RepositoryService repository;

    private Account account;
    private Program administrator;
    private Program operator;
    private Program owner;

    @BeforeEach
    void programs() {
        account = cast.anAccount();
        administrator = Program.of(application, port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR), null, Scope.WRITE);
        operator = Program.of(application, port, cast.aMemberOfStaff(StaffRole.OPERATOR), null, Scope.WRITE);
        owner = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.READ);
    }

    @Test
    void t09IncidentsAreReadInPartsAndDecidedOnlyWhileSomethingWaits() {
        List<String> made = List.of(solved(), solved(), solved());
        List<String> read = walk(operator, "/api/v1/incidents?solved=true&limit=2", "url");
        assertThat(read)
                .containsSubsequence(made.get(2), made.get(1), made.get(0))
                .doesNotHaveDuplicates();
        assertThat(walk(operator, "/api/v1/incidents", "url")).doesNotContainAnyElementsOf(made);

        JsonNode one = operator.get(made.get(0)).json();
        assertThat(one.get("outcome").asText()).isEqualTo("REFUSED");
        assertThat(one.get("choices")).extracting(JsonNode::asText).contains("retry", "byHand", "abort");
        assertThat(operator.get(made.get(0) + "/waiting").json().get("items")).isEmpty();
        String decision = made.get(0) + "/decision";
        assertRefused(operator.post(decision, "{\"choice\":\"accept\"}"), "#/choice");
        assertRefused(operator.post(decision, "{\"choice\":\"skip\"}"), "#/comment");
        assertThat(operator.post(decision, "{\"choice\":\"retry\"}").status()).isEqualTo(409);
        assertThat(operator.post("/api/v1/incidents/" + Ids.next() + "/decision", "{\"choice\":\"retry\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void finishedRequestsAreFoundByWhoseTheyAreAndCounted() {
        List<String> made = List.of(ended(3), ended(2), ended(1));
        String mine = "account=" + account.number();
        assertThat(walk(operator, "/api/v1/finished?limit=1&" + mine, "request"))
                .containsExactly(made.get(2), made.get(1), made.get(0));
        JsonNode sums = operator.get("/api/v1/finished/sums?" + mine)
                .json()
                .get("items")
                .get(0);
        assertThat(sums.get("done").asInt()).isEqualTo(3);
        assertThat(sums.get("median").asDouble()).isEqualTo(60);
        assertThat(operator.get("/api/v1/finished?verb=REMOVE&" + mine).json().get("items"))
                .isEmpty();
        Answer wrong = operator.get("/api/v1/finished?from=yesterday&verb=EAT");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().findValuesAsText("parameter")).containsExactly("from", "verb");
    }

    @Test
    void a12AnOwnerReadsTheAuditOfTheAccountAndNothingElse() {
        Account other = cast.anAccount();
        assertThat(owner.get("/api/v1/audit").status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/audit?account=" + other.id()).status()).isEqualTo(404);
        List<String> read = walk(owner, "/api/v1/audit?limit=2&account=/api/v1/accounts/" + account.id(), "action");
        assertThat(read).contains("account.contact", "account.activate", "person.join");
        assertThat(read.get(read.size() - 1)).isEqualTo("account.open");
        assertThat(walk(administrator, "/api/v1/audit?limit=2&account=" + account.id(), "action"))
                .isEqualTo(read);
        assertThat(walk(owner, "/api/v1/audit?action=account.open&account=" + account.id(), "action"))
                .containsExactly("account.open");
        assertThat(operator.get("/api/v1/audit").status()).isEqualTo(403);
        assertThat(administrator.get("/api/v1/audit?type=%00").status()).isEqualTo(422);
        assertThat(administrator.get("/api/v1/audit?acction=x").status()).isEqualTo(422);
    }

    @Test
    void l15AnOwnersProgramTakesAllThatIsKept() {
        String export = "/api/v1/accounts/" + account.id() + "/export";
        assertThat(owner.get(export).json().get("account").toString()).contains(account.name());
        assertThat(walk(owner, "/api/v1/audit?action=account.export&account=" + account.id(), "action"))
                .hasSize(1);
        Account other = cast.anAccount();
        Program stranger = Program.of(application, port, cast.aCustomer(other, Role.OWNER), other, Scope.READ);
        assertThat(stranger.get(export).status()).isEqualTo(404);
        Program reader = Program.of(application, port, cast.aCustomer(account, Role.READER), account, Scope.READ);
        assertThat(reader.get(export).status()).isEqualTo(403);
    }

    @Test
    void t04AFailurePolicyIsReplacedByWhoeverHasReadTheVersionInForce() {
        JsonNode inForce = operator.get(POLICY).json();
        String table = inForce.get("table").asText();
        int version = inForce.get("version").asInt();
        assertThat(operator.get(POLICY + "?version=4711").status()).isEqualTo(404);
        assertThat(preview(table)).isEmpty();
        assertThat(preview("any|any|any|any|any|any|person|0|")).isNotEmpty();
        assertRefused(put(administrator, rules("any | any", version)), "#/table");
        assertRefused(put(administrator, rules(table, version + 1)), "#/table");
        assertRefused(put(administrator, "{\"table\":\"\"}"), "#/instead");
        assertThat(put(operator, rules(table, version)).status()).isEqualTo(403);
        assertThat(operator.get(POLICY).json()).isEqualTo(inForce);

        JsonNode changed = put(administrator, rules(table, version)).json();
        assertThat(changed.get("version").asInt()).isEqualTo(version + 1);
        assertThat(changed.get("table").asText()).isEqualTo(table);
        repository
                .createDeploymentQuery()
                .deploymentSource(changed.get("by").asText())
                .list()
                .forEach(made -> repository.deleteDeployment(made.getId(), true));
    }

    @Test
    void k12WhoApprovesWhatIsReadByProgramsAndChangedByNone() {
        String address = "/api/v1/policies/approvals";
        JsonNode inForce = operator.get(address).json();
        assertThat(inForce.get("table").asText()).contains("remove");
        assertThat(administrator
                        .send("PUT", address, rules(inForce.get("table").asText(), 1), Map.of())
                        .status())
                .isEqualTo(405);
    }

    private JsonNode preview(String table) {
        return administrator
                .post(POLICY + "/preview", "{\"table\":%s}".formatted(quoted(table)))
                .json()
                .get("differences");
    }

    private static String rules(String table, int instead) {
        return "{\"table\":%s,\"instead\":%d}".formatted(quoted(table), instead);
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private String solved() {
        UUID id = Ids.next();
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (:id, 'calls-' || right(:name, 12), :name, 9, 'Europe/Madrid', 'RETIRED', now(), 0)")
                .param("id", id)
                .param("name", id.toString())
                .update();
        sql.sql("insert into incident (id, kind, service_type, verb, outcome, opened, closed, server_id)"
                        + " values (?, 'FAILURE', 'domains', 'APPLY', 'REFUSED', now(), now(), ?)")
                .params(id, id)
                .update();
        return "/api/v1/incidents/" + id;
    }

    private String ended(int daysAgo) {
        UUID service = Ids.next();
        UUID request = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params(service, "ended-" + service + ".test", account.id())
                .update();
        sql.sql(
                        "insert into request (id, version, account_id, service_id, verb, aspect, state, revision, asked_by,"
                                + " asked_at, ended_at) values (:id, 0, :account, :service, 'CREATE', 'EXISTENCE', 'DONE', 1, 'ada',"
                                + " now() - make_interval(days => :days) - interval '1 minute', now() - make_interval(days => :days))")
                .param("id", request)
                .param("account", account.id())
                .param("service", service)
                .param("days", daysAgo)
                .update();
        return "/api/v1/requests/" + request;
    }

    /** Of all items, part for part. */
    private static List<String> walk(Program program, String address, String field) {
        List<String> found = new ArrayList<>();
        String next = address;
        while (next != null) {
            JsonNode part = program.get(next).json();
            part.get("items").forEach(item -> found.add(item.get(field).asText()));
            next = part.get("next").isNull() ? null : part.get("next").asText();
        }
        return found;
    }

    private static Answer put(Program program, String json) {
        return program.send("PUT", POLICY, json, Map.of());
    }

    private static void assertRefused(Answer answer, String... pointers) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer"))
                .as(answer.toString())
                .containsExactly(pointers);
    }
}
