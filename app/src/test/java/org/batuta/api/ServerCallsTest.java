package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers, what they take and how they are compared, as programs of the staff look after them (L19). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ServerCallsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private UUID server;
    private Program administrator;

    @BeforeEach
    void aServerThatIsBeingEnrolled() {
        server = Ids.next();
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (?, 'calls-' || ?, ?, 22, 'Europe/Madrid', 'ENROLLING', now(), 0)")
                .params(server, server.toString().substring(24), server + ".test")
                .update();
        administrator = staff(StaffRole.ADMINISTRATOR, Scope.WRITE);
    }

    @AfterEach
    void itIsNoLongerOurs() {
        sql.sql("update server set state = 'RETIRED' where id = ?")
                .param(server)
                .update();
    }

    @Test
    void f05AServerTakesATypeOnACondition() {
        Answer added = administrator.post("/api/v1/routes", route("mailboxes", "quotaMb > 5000"));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        String url = added.header("Location");
        assertThat(administrator.get(url).json()).isEqualTo(added.json());
        assertThat(added.json().get("server").asText()).isEqualTo("/api/v1/servers/" + server);
        assertThat(items("/api/v1/routes?server=" + server)).containsExactly(added.json());
        assertThat(items("/api/v1/routes?type=domains&server=" + server)).isEmpty();
        assertRefused(administrator.post("/api/v1/routes", route("mailboxes", "")), "#/server");

        Answer changed = put(url + "/condition", "{\"condition\":\"quotaMb > 9000\",\"version\":0}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.json().get("condition").asText()).isEqualTo("quotaMb > 9000");
        assertThat(put(url + "/condition", "{\"condition\":\"\",\"version\":0}").status())
                .isEqualTo(409);
        assertRefused(put(url + "/condition", "{\"condition\":\"quota\",\"version\":1}"), "#/condition");
        assertRefused(put(url + "/condition", "{\"version\":1}"), "#/condition");

        assertThat(delete(url).status()).isEqualTo(204);
        assertThat(delete(url).status()).isEqualTo(404);
        assertThat(administrator.get(url).status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithARouteOrAServerStandsAtItsField() {
        assertRefused(administrator.post("/api/v1/routes", route("wishes", "")), "#/type");
        assertRefused(administrator.post("/api/v1/routes", route("mailboxes", "quota > 1")), "#/condition");
        String elsewhere = route("mailboxes", "").replace("/servers/", "/accounts/");
        assertRefused(administrator.post("/api/v1/routes", elsewhere), "#/server");
        assertRefused(
                administrator.post(
                        "/api/v1/servers",
                        "{\"name\":\"No Name\",\"address\":\"-x\",\"port\":70000,\"zone\":\"Europe/Nowhere\"}"),
                "#/address",
                "#/name",
                "#/port",
                "#/zone");
        String taken = sql.sql("select name from server where id = ?")
                .param(server)
                .query(String.class)
                .single();
        assertRefused(administrator.post("/api/v1/servers", machine(taken)), "#/name");
    }

    @Test
    void aMachineIsEnrolledAskedAndNotUpgradedBeforeItIsAtWork() {
        String name = "m-" + Ids.next().toString().substring(24);
        Answer enrolled = administrator.post("/api/v1/servers", machine(name));
        assertThat(enrolled.status()).as(enrolled.toString()).isEqualTo(201);
        String url = enrolled.header("Location");
        try {
            assertThat(administrator.get(url).json().get("state").asText()).isEqualTo("ENROLLING");
            assertThat(administrator.get(url).json().get("port").asInt()).isEqualTo(9);
            assertThat(administrator.post(url + "/upgrade", "").status()).isEqualTo(409);
            assertThat(administrator.post(url + "/ask", "").status()).isEqualTo(204);
            JsonNode facts = administrator.get(url + "/facts").json();
            assertThat(facts.get("answered").isNull()).isTrue();
            assertThat(facts.get("disks")).isEmpty();
            assertThat(administrator
                            .get("/api/v1/servers/" + Ids.next() + "/facts")
                            .status())
                    .isEqualTo(404);
        } finally {
            sql.sql("update server set state = 'RETIRED' where name = ?")
                    .param(name)
                    .update();
        }
    }

    @Test
    void k09AComparisonIsBegunOnceAndFollowed() {
        Program operator = staff(StaffRole.OPERATOR, Scope.WRITE);
        Answer begun = operator.post("/api/v1/servers/" + server + "/compare", "");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        String url = begun.header("Location");
        JsonNode followed = operator.get(url).json();
        assertThat(followed.get("server").asText()).isEqualTo("/api/v1/servers/" + server);
        assertThat(followed.get("service").isNull()).isTrue();
        assertThat(operator.post("/api/v1/servers/" + Ids.next() + "/compare", "")
                        .status())
                .isEqualTo(404);
        assertThat(operator.get("/api/v1/comparisons/" + Ids.next()).status()).isEqualTo(404);
        assertThat(operator.post("/api/v1/services/" + Ids.next() + "/compare", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void k09WhatDiffersOnAServerIsReadByItsState() {
        Exhibits exhibits = Exhibits.of(application);
        String differences = "/api/v1/servers/" + exhibits.id("servers") + "/differences";
        assertThat(items(differences)).isEmpty();
        UUID left = differs(exhibits, "LEFT");
        UUID open = differs(exhibits, "OPEN");
        differs(exhibits, "RIGHT");

        assertThat(items(differences))
                .extracting(each -> each.get("id").asText())
                .containsExactly(open.toString(), left.toString());
        assertThat(administrator
                        .get(differences + "?limit=1")
                        .json()
                        .get("next")
                        .asText())
                .isEqualTo(differences + "?limit=1&after=" + open);
        assertThat(items(differences + "?state=RIGHT")).isEmpty();
        JsonNode one = items(differences + "?state=LEFT").get(0);
        assertThat(one.get("id").asText()).isEqualTo(left.toString());
        assertThat(one.get("difference").asText()).isEqualTo("wanted this");
        assertThat(one.get("decidedBy").asText()).isEqualTo("ada");
        assertThat(one.get("operation").asText()).isEqualTo("/api/v1/operations/" + exhibits.id("operations"));
        assertThat(administrator.get(one.get("comparison").asText()).status()).isEqualTo(200);
        assertThat(administrator.get(one.get("service").asText()).json().get("name"))
                .isEqualTo(one.get("name"));
        assertThat(administrator
                        .get("/api/v1/servers/" + Ids.next() + "/differences")
                        .status())
                .isEqualTo(404);
    }

    private UUID differs(Exhibits exhibits, String state) {
        UUID service = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params(
                        service,
                        "differs-" + service + ".test",
                        exhibits.account().id())
                .update();
        UUID drift = Ids.next();
        sql.sql("insert into drift (id, version, comparison_id, server_id, service_id, operation_id, difference, state,"
                        + " found_at, decided_by, ended_at) values (:id, 0, :comparison, :server, :service, :operation,"
                        + " 'wanted this', :state, now(), 'ada', case when :state = 'RIGHT' then now() end)")
                .param("id", drift)
                .param("comparison", exhibits.id("comparisons"))
                .param("server", exhibits.id("servers"))
                .param("service", service)
                .param("operation", exhibits.id("operations"))
                .param("state", state)
                .update();
        return drift;
    }

    @Test
    void t17WhoOnlyLooksOrMayNotChangesNothing() {
        for (Program other :
                new Program[] {staff(StaffRole.ADMINISTRATOR, Scope.READ), staff(StaffRole.OPERATOR, Scope.WRITE)}) {
            assertThat(other.post("/api/v1/routes", route("mailboxes", "")).status())
                    .isEqualTo(403);
            assertThat(other.post("/api/v1/servers", machine("never")).status()).isEqualTo(403);
            assertThat(other.get("/api/v1/routes").status()).isEqualTo(200);
        }
        assertThat(items("/api/v1/routes?server=" + server)).isEmpty();
    }

    private JsonNode items(String address) {
        return administrator.get(address).json().get("items");
    }

    private String route(String type, String condition) {
        return "{\"type\":\"%s\",\"server\":\"/api/v1/servers/%s\",\"role\":\"PRIMARY\",\"condition\":\"%s\"}"
                .formatted(type, server, condition);
    }

    private static String machine(String name) {
        return "{\"name\":\"%s\",\"address\":\"%s.test\",\"port\":9,\"zone\":\"Europe/Madrid\"}".formatted(name, name);
    }

    private Program staff(StaffRole role, Scope scope) {
        return Program.of(application, port, cast.aMemberOfStaff(role), null, scope);
    }

    private Answer put(String address, String json) {
        return administrator.send("PUT", address, json, Map.of());
    }

    private Answer delete(String address) {
        return administrator.send("DELETE", address, null, Map.of());
    }

    private static void assertRefused(Answer answer, String... pointers) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer").stream().sorted())
                .as(answer.toString())
                .containsExactly(pointers);
    }
}
