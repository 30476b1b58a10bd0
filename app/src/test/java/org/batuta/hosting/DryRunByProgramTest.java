package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.batuta.Books;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs of the staff see what a wish would have run: nothing changes, and just that is run later (K10, L19). */
class DryRunByProgramTest extends StoryTest {

    private static final String NEW = "/api/v1/dry-runs";

    @Autowired
    private JdbcClient sql;

    private Program program;

    @BeforeEach
    void aProgramOfAnOperator() {
        program = program(StaffRole.OPERATOR, Scope.WRITE);
    }

    @Test
    void k10ANewDomainAndItsMailboxAreRunAsTheyWereShown() {
        String name = aName();
        JsonNode shown = unchanged(() -> program.post(NEW, wish("domains", Customer.domain(name))));
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).get("when").asText()).isEqualTo("turn");
        assertThat(shown.get(0).get("explanation").asText()).isEqualTo("As soon as it is its turn");
        JsonNode first = shown.get(0).get("operations").get(0);
        assertThat(first.get("server").asText()).isEqualTo("/api/v1/servers/" + provider.firstId());
        assertThat(first.get("script").asText()).isEqualTo("domains/apply.sh");
        assertThat(first.get("text").asText()).contains("rndc");
        assertThat(first.get("parameters").toString()).contains("\"" + name + "\"");
        JsonNode outside = shown.get(0).get("operations").get(2);
        assertThat(outside.get("server").isNull()).isTrue();
        assertThat(outside.get("text").isNull()).isTrue();
        UUID asked = customer.asksForDomain(name);
        assertEnds(asked, Request.State.DONE);
        assertThat(plans(shown)).hasSize(3).isEqualTo(run(asked));

        String mailbox = Customer.mailbox("info", name, 10);
        shown = unchanged(() -> program.post(NEW, wish("mailboxes", mailbox)));
        assertThat(shown.findValuesAsText("sealed")).contains("true");
        assertThat(shown.findValuesAsText("script")).contains("mailboxes/set-password.sh");
        asked = customer.asksForMailbox("info", name, 10, PASSWORD);
        assertEnds(asked, Request.State.DONE);
        assertThat(plans(shown)).hasSize(3).isEqualTo(run(asked));
    }

    @Test
    void k10AChangeThatWaitsAndARemovalAreRunAsTheyWereShown() {
        String name = aDomain();
        UUID service = customer.theService("domains", name);
        JsonNode before = unchanged(() -> program.post(address(service), change(service, name, "192.0.2.1")));
        JsonNode waiting;
        UUID second;
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID first = customer.changes(service, with(name, "192.0.2.1"));
            awaitLock(first);
            second = customer.changes(service, with(name, "192.0.2.2"));
            customer.awaits(second, "waits-for-turn");
            waiting = unchanged(() -> program.get("/api/v1/requests/" + second + "/dry-run"));
            lock.mend();
            assertEnds(first, Request.State.DONE);
            assertThat(plans(before)).isEqualTo(run(first));
        }
        assertEnds(second, Request.State.DONE);
        assertThat(plans(waiting)).isEqualTo(run(second));
        Answer over = program.get("/api/v1/requests/" + second + "/dry-run");
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.json().get("code").asText()).isEqualTo("not-waiting");

        JsonNode removal = unchanged(() -> program.get("/api/v1/services/" + service + "/removal/dry-run"));
        assertThat(removal.findValuesAsText("when")).containsExactly("turn", "window-passed");
        UUID removed = customer.removes(service);
        customer.awaits(removed, "window");
        administrator.letTimePass(removed, "windowPassed");
        assertEnds(removed, Request.State.DONE);
        assertThat(plans(removal)).hasSize(5).isEqualTo(run(removed));
    }

    @Test
    void k10WhatWouldBeRefusedStandsAtItsField() {
        String name = aDomain();
        UUID service = customer.theService("domains", name);
        assertRefused(program.post(NEW, wish("domains", Customer.domain(name))), "#/spec/domain");
        assertRefused(program.post(NEW, wish("wishes", Customer.domain(name))), "#/type");
        assertRefused(program.post(NEW, wish("domains", "1")), "#/spec");
        String secret = wish("domains", Customer.domain(aName())).replace("\"type\"", "\"password\":\"x\",\"type\"");
        assertRefused(program.post(NEW, secret), "#/password");
        assertRefused(program.post(address(service), change(service, name, "192.0.2.300")), "#/spec/records/0/value");
        assertRefused(program.post(address(service), "{\"spec\":{}}"), "#/revision");
        Answer stale =
                program.post(address(service), "{\"spec\":%s,\"revision\":99}".formatted(with(name, "192.0.2.1")));
        assertThat(stale.status()).as(stale.toString()).isEqualTo(409);
        for (String unknown : List.of(
                "/api/v1/services/" + Ids.next() + "/removal/dry-run", "/api/v1/requests/" + Ids.next() + "/dry-run")) {
            assertThat(program.get(unknown).status()).isEqualTo(404);
        }
        String nowhere = wish("domains", Customer.domain(aName()))
                .replace(customer.account().id().toString(), Ids.next().toString());
        assertThat(program.post(NEW, nowhere).status()).isEqualTo(404);
    }

    @Test
    void t17OnlyStaffTriesItAlsoWithATokenThatOnlyLooks() {
        String name = aDomain();
        UUID service = customer.theService("domains", name);
        Program owner = Program.of(
                application, port, cast.aCustomer(customer.account(), Role.OWNER), customer.account(), Scope.WRITE);
        assertThat(owner.post(NEW, wish("domains", Customer.domain(aName()))).status())
                .isEqualTo(403);
        assertThat(owner.post(address(service), change(service, name, "192.0.2.1"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.get("/api/v1/services/" + service + "/removal/dry-run").status())
                .isEqualTo(403);
        assertThat(owner.get("/api/v1/requests/" + Ids.next() + "/dry-run").status())
                .isEqualTo(403);
        Program looking = program(StaffRole.OPERATOR, Scope.READ);
        assertThat(looking.post(NEW, wish("domains", Customer.domain(aName()))).status())
                .isEqualTo(200);
    }

    /** What is shown, while nothing is written: no request, no service, no operation, no process, no serial. */
    private JsonNode unchanged(Supplier<Answer> act) {
        Map<String, Long> books = written();
        Answer shown = act.get();
        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        assertThat(written()).isEqualTo(books);
        return shown.json().get("items");
    }

    private Map<String, Long> written() {
        Map<String, Long> books = Books.read(sql);
        books.put(
                "operation",
                sql.sql("select count(*) from operation where account_id = ?")
                        .param(customer.account().id())
                        .query(Long.class)
                        .single());
        books.put(
                "zone",
                sql.sql("select count(*) + coalesce(sum(serial), 0) from zone where name like 'story%'")
                        .query(Long.class)
                        .single());
        return books;
    }

    private static List<String> plans(JsonNode parts) {
        List<String> plans = new ArrayList<>();
        parts.forEach(part -> plans.addAll(part.get("operations").findValuesAsText("planHash")));
        return plans;
    }

    private List<String> run(UUID request) {
        return operations.ofRequest(request).stream().map(Operation::planSha).toList();
    }

    private static String address(UUID service) {
        return "/api/v1/services/" + service + "/dry-run";
    }

    private String wish(String type, String spec) {
        return "{\"account\":\"/api/v1/accounts/%s\",\"type\":\"%s\",\"spec\":%s}"
                .formatted(customer.account().id(), type, spec);
    }

    private String change(UUID service, String name, String address) {
        return "{\"spec\":%s,\"revision\":%d}".formatted(with(name, address), customer.versionOf(service));
    }

    private static String with(String name, String address) {
        return Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}".formatted(address));
    }

    private Program program(StaffRole role, Scope scope) {
        return Program.of(application, port, cast.aMemberOfStaff(role), null, scope);
    }

    private static void assertRefused(Answer answer, String... pointers) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer"))
                .as(answer.toString())
                .containsExactly(pointers);
    }
}
