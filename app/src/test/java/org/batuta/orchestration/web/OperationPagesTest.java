package org.batuta.orchestration.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operations and incidents at the desk: found by what a person knows, shown with their evidence, changed by nobody. */
@BatutaTest
class OperationPagesTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient jdbc;

    private final String word = "op" + NUMBER.incrementAndGet();
    private Rows rows;
    private UUID server;

    @BeforeEach
    void aServer() {
        rows = new Rows(jdbc);
        server = rows.server(word + "-server");
    }

    @Test
    void k01FindsOperationsByServerStateVerbKindAndTheBeginningOfCustomerOrService() {
        Visitor manager = visitor(StaffRole.MANAGER);
        rows.operation(server, "Customer " + word, word + "-a.test", OperationState.REFUSED, null);
        rows.operation(server, "Customer " + word, word + "-b.test", OperationState.DONE, null);
        String here = "/desk/operations?server=" + server;
        assertThat(found(manager, here)).contains(word + "-a.test", word + "-b.test");
        assertThat(found(manager, here + "&state=failed"))
                .contains(word + "-a.test")
                .doesNotContain(word + "-b.test");
        assertThat(found(manager, here + "&state=REFUSED&verb=APPLY&type=domains&within=hour"))
                .contains(word + "-a.test");
        assertThat(found(manager, here + "&verb=REMOVE")).contains("No operation is found so");
        assertThat(found(manager, here + "&type=mailboxes")).contains("No operation is found so");
        assertThat(found(manager, "/desk/operations?words=CUSTOMER%20" + word)).contains(word + "-a.test");
        assertThat(found(manager, "/desk/operations?words=" + word + "-b"))
                .contains(word + "-b.test")
                .doesNotContain(word + "-a.test");
    }

    @Test
    void k01FindsOperationsByTheDaysWhenTheyMoved() {
        Visitor manager = visitor(StaffRole.MANAGER);
        UUID earlier = rows.operation(server, word, word + "-earlier.test", OperationState.DONE, null);
        UUID later = rows.operation(server, word, word + "-later.test", OperationState.DONE, null);
        moved(earlier, "2026-03-01T23:59:59.999Z");
        moved(later, "2026-03-02T00:00:00Z");
        String here = "/desk/operations?server=" + server;
        assertThat(found(manager, here + "&from=2026-03-01&to=2026-03-02"))
                .contains(word + "-earlier.test", word + "-later.test", "value=\"2026-03-01\"", "value=\"2026-03-02\"");
        assertThat(found(manager, here + "&to=2026-03-01"))
                .contains(word + "-earlier.test")
                .doesNotContain(word + "-later.test");
        assertThat(found(manager, here + "&from=2026-03-02&to="))
                .contains(word + "-later.test")
                .doesNotContain(word + "-earlier.test");
        assertThat(found(manager, here + "&from=2026-03-01&within=hour")).contains("No operation is found so");
        assertThat(found(manager, here + "&from=%2B999999999-12-31&to=-999999999-01-01"))
                .contains("No operation is found so");
        assertThat(found(manager, here + "&from=-999999999-01-01&to=%2B999999999-12-31"))
                .contains(word + "-earlier.test", word + "-later.test");
        assertThat(manager.get(here + "&from=yesterday").statusCode()).isEqualTo(422);
    }

    private void moved(UUID operation, String at) {
        jdbc.sql("update operation set ended = :at, started = :at, created = :at where id = :id")
                .param("at", OffsetDateTime.parse(at))
                .param("id", operation)
                .update();
    }

    @Test
    void t38OperationsHaveAMarkOfTheirOwn() {
        Visitor manager = visitor(StaffRole.MANAGER);
        UUID operation = rows.operation(server, "Customer " + word, word + ".test", OperationState.DONE, null);
        String icon = "<link rel=\"icon\" type=\"image/svg+xml\" href=\"/assets/%s-";
        for (String page : List.of("/desk/operations", "/desk/operations/" + operation)) {
            assertThat(found(manager, page))
                    .contains(icon.formatted("operations"), "<img class=\"mark\" src=\"/assets/operations-");
        }
        assertThat(found(manager, "/desk/servers"))
                .contains(icon.formatted("batuta"))
                .doesNotContain("class=\"mark\"");
        assertThat(found(manager, "/assets/operations.svg")).contains("</svg>");
    }

    @Test
    void wordsInAFilterMeanThemselves() {
        Visitor manager = visitor(StaffRole.MANAGER);
        rows.operation(server, word + "_50%", word + ".test", OperationState.DONE, null);
        String here = "/desk/operations?server=" + server + "&words=";
        assertThat(found(manager, here + word + "_50%25")).contains(word + ".test");
        assertThat(found(manager, here + word + "%25")).contains("No operation is found so");
        assertThat(found(manager, here + "%00")).contains("No operation is found so");
        assertThat(found(manager, here + "x&type=%00")).contains("No operation is found so");
        assertThat(manager.get("/desk/operations?verb=WISH").statusCode()).isEqualTo(422);
        assertThat(found(manager, "/desk/operations?page=2147483647")).isNotEmpty();
    }

    @Test
    void aListCostsTheSameStatementsWhateverItsLength() {
        Visitor manager = visitor(StaffRole.MANAGER);
        String here = "/desk/operations?server=" + server;
        rows.operation(server, word, word + "-0.test", OperationState.DONE, null);
        found(manager, here);
        int few = Statements.during(() -> found(manager, here));
        for (int i = 1; i < 40; i++) {
            rows.operation(server, word, word + "-" + i + ".test", OperationState.DONE, null);
        }
        String page = found(manager, here);
        assertThat(page).contains("40 operations", "Page 1 of 2", "page=2");
        // the length of the list is known without a query while all of it is shown
        assertThat(Statements.during(() -> found(manager, here))).isLessThanOrEqualTo(few + 1);
        assertThat(few).isLessThanOrEqualTo(7);
    }

    @Test
    void k01ShowsEachAttemptWithWhatTheServerWroteMadeVisible() {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.REFUSED, null);
        rows.attempt(operation, 1, "<script>alert(1)</script>\u001b[31mred\u202e\n" + "x".repeat(20_000) + "THE END");
        rows.attempt(operation, 2, "still no");
        String page = found(visitor(StaffRole.OPERATOR), "/desk/operations/" + operation);
        assertThat(page)
                .contains(
                        "2 attempts", "Attempt 1", "Attempt 2", "still no", "THE END", "Exit code", "domains/apply.sh")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31mred\\u202e")
                .contains("1,020,", "characters more are kept")
                .doesNotContain("<script>alert", "\u001b", "\u202e");
        assertThat(page.indexOf("Attempt 2")).isLessThan(page.indexOf("Attempt 1"));
    }

    @ParameterizedTest
    @CsvSource({"TIMED_OUT,", "ABORTED,", "LOST,", "REFUSED,137", "REFUSED,143"})
    void k06SaysInALineOfItsOwnWhichProcessesWereKilled(Outcome outcome, @Nullable Integer exitCode) {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.REFUSED, null);
        rows.attempt(operation, 1, outcome, exitCode, "it hangs\nbatuta: killed 4711 sleep\nbatuta: killed 4712 <b>\n");
        Visitor operator = visitor(StaffRole.OPERATOR);
        for (String page : List.of("/desk/operations/" + operation, "/desk/evidence/steps/" + stepOf(operation))) {
            assertThat(found(operator, page).replaceAll("\\s+", " "))
                    .contains("Killed: <code>sleep</code> (pid 4711), <code>&lt;b&gt;</code> (pid 4712)</p>");
        }
    }

    @Test
    void k06WhatEndedByItselfKilledNobodyWhateverItSays() {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.REFUSED, null);
        rows.attempt(operation, 1, Outcome.REFUSED, 1, "batuta: killed 4711 sleep\n");
        rows.attempt(operation, 2, Outcome.DONE_WITH_WARNING, 0, "batuta: killed 4711 sleep\n");
        assertThat(found(visitor(StaffRole.OPERATOR), "/desk/operations/" + operation))
                .contains("batuta: killed 4711")
                .doesNotContain("Killed:");
    }

    @Test
    void masksWhatVerifiesASecret() {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.DONE, null);
        assertThat(found(visitor(StaffRole.ADMINISTRATOR), "/desk/operations/" + operation))
                .contains("probe_verifier", Operation.MASK, "x.test")
                .doesNotContain("never");
    }

    @Test
    void givesAllThatIsKeptAsPlainText() {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.REFUSED, null);
        UUID attempt = rows.attempt(operation, 1, "<b>\u0007" + "y".repeat(20_000));
        Visitor manager = visitor(StaffRole.MANAGER);
        HttpResponse<String> all = manager.get("/desk/operations/" + operation + "/attempts/" + attempt + "/stderr");
        assertThat(all.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(all.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(all.body()).startsWith("<b>\\x07yyy").hasSize(20_007);
        UUID other = rows.operation(server, word, word + "-2.test", OperationState.REFUSED, null);
        assertThat(manager.get("/desk/operations/" + other + "/attempts/" + attempt + "/stderr")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsItsOpenPageWhenTheStateChanges() throws Exception {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.REFUSED, null);
        try (var news = visitor(StaffRole.OPERATOR).follow("/desk/operations/" + operation + "/news")) {
            assertThat(news.next()).contains("operation/" + operation);
            jdbc.sql("update operation set state = 'DONE' where id = ?")
                    .param(operation)
                    .update();
            assertThat(news.next()).contains("operation/" + operation);
        }
    }

    @Test
    void anIncidentListsItsStepsAndCostsTheSameWhateverTheirNumber() {
        UUID incident = rows.incident(server);
        try {
            Visitor manager = visitor(StaffRole.MANAGER);
            rows.operation(server, "Customer " + word, word + "-0.test", OperationState.REFUSED, incident);
            found(manager, "/desk/incidents");
            int few = Statements.during(() -> found(manager, "/desk/incidents"));
            for (int i = 1; i < 8; i++) {
                rows.operation(server, "Customer " + word, word + "-" + i + ".test", OperationState.REFUSED, incident);
            }
            assertThat(found(manager, "/desk/incidents"))
                    .contains("Apply domains on " + word + "-server", word + "-0.test", "All 8 of them")
                    .doesNotContain(word + "-7.test");
            assertThat(Statements.during(() -> found(manager, "/desk/incidents")))
                    .isEqualTo(few);
            assertThat(found(manager, "/desk/incidents/" + incident)).contains("8 wait in it", word + "-7.test");
        } finally {
            rows.solve(incident);
        }
        assertThat(found(visitor(StaffRole.OPERATOR), "/desk/incidents?solved=true"))
                .contains("Apply domains on " + word + "-server");
    }

    @Test
    void formsOfTasksShowTheirEvidenceOnlyToThoseWhoMayDecide() {
        UUID operation = rows.operation(server, "Customer " + word, word + ".test", OperationState.REFUSED, null);
        rows.attempt(operation, 1, "<b>no</b>");
        String path = "/desk/evidence/steps/" + stepOf(operation);
        Visitor operator = visitor(StaffRole.OPERATOR);
        assertThat(found(operator, path))
                .contains("Customer " + word, word + ".test", "Attempt 1", "exit code 1", "&lt;b&gt;no&lt;/b&gt;")
                .doesNotContain("<html", "<b>no", "??");
        assertThat(operator.get("/desk/evidence/steps/" + Ids.next()).statusCode())
                .isEqualTo(404);
        assertThat(visitor(StaffRole.MANAGER).get(path).statusCode()).isEqualTo(403);
        assertThat(operator.get("/desk/evidence/servers/" + server).statusCode())
                .isEqualTo(403);
        assertThat(found(visitor(StaffRole.ADMINISTRATOR), "/desk/evidence/servers/" + server))
                .contains(word + "-server");
    }

    @Test
    void whatDoesNotExistIsNotFoundAndCustomersFindNothing() {
        UUID operation = rows.operation(server, word, word + ".test", OperationState.DONE, null);
        Visitor manager = visitor(StaffRole.MANAGER);
        for (String kind : new String[] {"operations", "incidents", "servers"}) {
            assertThat(manager.get("/desk/" + kind + "/" + Ids.next()).statusCode())
                    .isEqualTo(404);
            assertThat(manager.get("/desk/" + kind + "/1").statusCode()).isEqualTo(404);
        }
        Visitor customer = new Visitor(port);
        customer.login(cast.aCustomer().login(), Visitor.PASSWORD);
        assertThat(customer.get("/desk/operations/" + operation).statusCode()).isEqualTo(403);
        assertThat(customer.get("/desk/operations").statusCode()).isEqualTo(403);
        assertThat(new Visitor(port).get("/desk/operations").statusCode()).isEqualTo(302);
    }

    private UUID stepOf(UUID operation) {
        return jdbc.sql("select step_id from operation where id = ?")
                .param(operation)
                .query(UUID.class)
                .single();
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
