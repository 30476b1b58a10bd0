package org.batuta.orchestration.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Servers and routes at the desk: refused at the field, written by administrators only, read by all staff. */
@BatutaTest
class ServerPagesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    private final String word = "srv" + NUMBER.incrementAndGet();

    @Test
    void everyProblemOfANewServerStandsAtItsField() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String form = administrator
                .post(
                        "/desk/servers/new",
                        Map.of("name", "No Name", "address", "-x\0", "port", "22x", "zone", "Europe/Nowhere"))
                .body();
        assertThat(form)
                .contains("id=\"name-problem\"", "id=\"address-problem\"", "id=\"port-problem\"", "id=\"zone-problem\"")
                .contains("value=\"No Name\"", "value=\"22x\"", "4 fields need another look")
                .doesNotContain("??");
        new Rows(jdbc).server(word + "-taken");
        assertThat(administrator
                        .post("/desk/servers/new", server(word + "-taken"))
                        .body())
                .contains("There is a server " + word + "-taken already");
        assertThat(administrator.post("/desk/servers/new", Map.of()).body()).contains("id=\"port-problem\"");
    }

    @Test
    void aServerThatIsBeingEnrolledShowsTheCommandAndWhatHappensNext() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String path = administrator
                .post("/desk/servers/new", server(word))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(found(administrator, path))
                .contains("Enrolling", "What happens next", "data-copy=\"(d=$(mktemp -d)", "The enrolment has begun");
        assertThat(found(administrator, "/desk/servers")).contains(word, "Being made ready");
        assertThat(found(administrator, "/desk")).contains(word);
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        assertThat(audit.of("server", id)).extracting(AuditEntry::action).contains("enrol");
        assertThat(administrator
                        .post(path + "/drain", Map.of("reason", "new disks"))
                        .body())
                .contains("cannot become", "value=\"new disks\"");
    }

    @Test
    void aMaintenanceHasAReasonThatEverybodyReadsUntilItIsOver() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        UUID id = new Rows(jdbc).server(word);
        jdbc.sql("update server set state = 'ACTIVE' where id = ?").param(id).update();
        String path = "/desk/servers/" + id;
        assertThat(administrator.post(path + "/drain", Map.of()).body()).contains("id=\"reason-problem\"");
        assertThat(administrator
                        .post(path + "/drain", Map.of("reason", "a\u202Eb"))
                        .body())
                .contains("id=\"reason-problem\"", "without any that hide");
        assertThat(administrator
                        .post(path + "/drain", Map.of("reason", "new disks <b>"))
                        .headers()
                        .firstValue("Location"))
                .hasValue(path);

        Visitor manager = visitor(StaffRole.MANAGER);
        assertThat(found(manager, path)).contains("Draining", "began this maintenance: new disks &lt;b&gt;");
        assertThat(found(manager, "/desk/servers")).contains("new disks &lt;b&gt;");
        assertThat(audit.of("server", id).get(0).after()).contains("new disks <b>");

        administrator.post(path + "/resume", Map.of());
        assertThat(found(manager, path)).contains("Active").doesNotContain("new disks");
        assertThat(audit.of("server", id).get(0).before()).contains("new disks <b>");
        jdbc.sql("update server set state = 'RETIRED' where id = ?").param(id).update();
    }

    @Test
    void aServerThatHasAnotherReleaseSaysSoAndIsUpgradedOnlyAtWork() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        UUID id = new Rows(jdbc).server(word);
        String path = "/desk/servers/" + id;
        jdbc.sql("update server set state = 'ACTIVE', release = 'bygone' where id = ?")
                .param(id)
                .update();
        assertThat(found(administrator, path)).contains("bygone", "It should have", path + "/upgrade");
        assertThat(found(administrator, "/desk/servers")).contains("another release");
        assertThat(found(visitor(StaffRole.MANAGER), path))
                .contains("bygone", "It should have")
                .doesNotContain("/upgrade");

        jdbc.sql("update server set state = 'RETIRED' where id = ?").param(id).update();
        assertThat(found(administrator, path)).contains("bygone").doesNotContain("It should have", "/upgrade");
        assertThat(administrator.post(path + "/upgrade", Map.of()).body()).contains("takes no operations now");
        assertThat(audit.of("server", id)).isEmpty();
    }

    @Test
    void f05RoutesAreAddedOnceAndRemovedAndWrittenDown() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        String path = administrator
                .post("/desk/servers/new", server(word))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(administrator.post("/desk/routes", Map.of("role", "PRIMARY")).body())
                .contains("id=\"type-problem\"", "id=\"server-problem\"");
        assertThat(administrator.post("/desk/routes", route("wishes", id)).body())
                .contains("id=\"type-problem\"");
        assertThat(administrator
                        .post("/desk/routes", route("trials", Ids.next().toString()))
                        .body())
                .contains("There is no such server");
        administrator.post("/desk/routes", route("trials", id));
        assertThat(found(administrator, "/desk/routes")).contains("takes trials from now on", word);
        assertThat(administrator.post("/desk/routes", route("trials", id)).body())
                .contains(word + " takes trials already");
        UUID route = jdbc.sql("select id from route where server_id = ?::uuid")
                .param(id)
                .query(UUID.class)
                .single();
        administrator.post("/desk/routes/" + route + "/remove", Map.of());
        assertThat(found(administrator, path)).contains("No route leads here yet");
        assertThat(audit.of("route", route))
                .extracting(AuditEntry::action)
                .containsExactlyInAnyOrder("route.add", "route.remove");
        assertThat(administrator
                        .post("/desk/routes/" + route + "/remove", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void f05AConditionIsRefusedAtItsFieldShownAndChangedByWhoeverHasSeenItAsItIs() {
        Visitor administrator = visitor(StaffRole.ADMINISTRATOR);
        UUID server = new Rows(jdbc).server(word);
        jdbc.sql("update server set state = 'ENROLLING' where id = ?")
                .param(server)
                .update();
        Map<String, String> sent = new HashMap<>(route("mailboxes", server.toString()));
        sent.put("condition", "quota > 5000");
        assertThat(administrator.post("/desk/routes", sent).body())
                .contains("id=\"condition-problem\"", "There is nothing called quota here. There is: name, account,")
                .contains("value=\"quota &gt; 5000\"", "quotaMb &gt; 5000 and")
                .doesNotContain("??");
        sent.put("condition", "quotaMb > 5000");
        administrator.post("/desk/routes", sent);
        UUID route = jdbc.sql("select id from route where server_id = ?")
                .param(server)
                .query(UUID.class)
                .single();
        String page = "/desk/routes/" + route + "/condition";
        Visitor manager = visitor(StaffRole.MANAGER);
        assertThat(found(manager, "/desk/routes"))
                .contains("<code>quotaMb &gt; 5000</code>")
                .doesNotContain(page);
        assertThat(manager.get(page).statusCode()).isEqualTo(403);
        assertThat(manager.post(page, Map.of("condition", "", "version", "0")).statusCode())
                .isEqualTo(403);

        assertThat(found(administrator, "/desk/routes")).contains(page);
        assertThat(found(administrator, page)).contains("value=\"quotaMb &gt; 5000\"", "<code>localPart</code>");
        assertThat(administrator
                        .post(page, Map.of("condition", "quotaMb > ", "version", "0"))
                        .body())
                .contains("id=\"condition-problem\"", "cannot be read from character 9 on", "value=\"quotaMb &gt; \"");
        assertThat(administrator.post(page, Map.of("version", "0")).body()).contains("id=\"condition-problem\"");
        administrator.post(page, Map.of("condition", "quotaMb > 10", "version", "0"));
        assertThat(administrator
                        .post(page, Map.of("condition", "quotaMb > 20", "version", "0"))
                        .body())
                .contains(
                        "Somebody changed this while you were writing", "href=\"" + page, "value=\"quotaMb &gt; 20\"");
        assertThat(found(administrator, "/desk/servers/" + server)).contains("<code>quotaMb &gt; 10</code>");
        administrator.post(page, Map.of("condition", " ", "version", "1"));
        assertThat(found(manager, "/desk/routes")).doesNotContain("quotaMb &gt; ");
        assertThat(audit.of("route", route))
                .extracting(AuditEntry::action)
                .containsExactly("route.change", "route.change", "route.add");
        assertThat(audit.of("route", route).get(1).before()).contains("quotaMb > 5000");
        assertThat(audit.of("route", route).get(1).after()).contains("quotaMb > 10");
        assertThat(administrator.get("/desk/routes/" + server + "/condition").statusCode())
                .isEqualTo(404);
        administrator.post("/desk/routes/" + route + "/remove", Map.of());
        jdbc.sql("update server set state = 'RETIRED' where id = ?")
                .param(server)
                .update();
    }

    @Test
    void theListsCostTheSameStatementsWhateverTheirLength() {
        Visitor manager = visitor(StaffRole.MANAGER);
        Rows rows = new Rows(jdbc);
        rows.server(word + "-0");
        for (String list : new String[] {"/desk/servers", "/desk/routes", "/desk"}) {
            found(manager, list);
            int few = Statements.during(() -> found(manager, list));
            for (int i = 0; i < 5; i++) {
                rows.server(word + "-" + list.length() + "-" + i);
            }
            assertThat(Statements.during(() -> found(manager, list))).as(list).isEqualTo(few);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StaffRole.class,
            names = {"OPERATOR", "MANAGER"})
    void onlyAdministratorsWrite(StaffRole role) {
        Visitor reader = visitor(role);
        UUID id = new Rows(jdbc).server(word + "-" + role.name().toLowerCase(java.util.Locale.ROOT));
        String path = "/desk/servers/" + id;
        assertThat(found(reader, path)).contains(word).doesNotContain("/drain", "/resume", "/upgrade");
        assertThat(found(reader, "/desk/servers")).doesNotContain("/desk/servers/new");
        assertThat(found(reader, "/desk/routes")).doesNotContain("method=\"post\" action=\"/desk/routes");
        assertThat(reader.get("/desk/servers/new").statusCode()).isEqualTo(403);
        for (String act : new String[] {
            "/desk/servers/new", path + "/drain", path + "/resume", path + "/upgrade", "/desk/routes/" + id + "/remove"
        }) {
            assertThat(reader.post(act, server(word + "-new")).statusCode())
                    .as(act)
                    .isEqualTo(403);
        }
        assertThat(reader.post("/desk/routes", route("trials", id.toString())).statusCode())
                .isEqualTo(403);
    }

    private static Map<String, String> server(String name) {
        return new HashMap<>(
                Map.of("name", name, "address", name + ".example.org", "port", "22", "zone", "Europe/Madrid"));
    }

    private static Map<String, String> route(String type, String server) {
        return Map.of("type", type, "server", server, "role", "PRIMARY");
    }

    private static String found(Visitor visitor, String path) {
        HttpResponse<String> page = visitor.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private Visitor visitor(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }
}
