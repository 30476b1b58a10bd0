package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.batuta.Books;
import org.batuta.Visitor;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Staff see what a wish would have run, before anybody asks for it: nothing changes, and just that is run later (K10). */
class DryRunTest extends StoryTest {

    private static final Pattern PLAN =
            Pattern.compile("Plan hash</dt>\\s*<dd><span class=\"copied\"><code>(\\w{64})<");

    @Autowired
    private JdbcClient sql;

    private Visitor desk;

    @BeforeEach
    void anAdministratorAtTheDesk() {
        desk = at(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR));
    }

    @Test
    void k10ANewDomainAndItsMailboxAreRunAsTheyWereShown() {
        String name = aName();
        Map<String, String> domain = sent(Map.of("domain", name));
        String shown = triedOut("/services/new/domains", domain);
        assertThat(shown)
                .contains("domains/apply.sh", "at most", "on host1", "on host2", "from outside")
                .contains("The whole script", "rndc")
                .contains("<code class=\"output\">" + name + "</code>");
        aSecondPasses();
        UUID asked = ask("/services/new/domains", domain);
        assertEnds(asked, Request.State.DONE);
        assertThat(plans(shown)).hasSize(3).isEqualTo(run(asked));

        Map<String, String> mailbox = sent(Map.of("localPart", "info", "domain", name, "quotaMb", "10"));
        mailbox.put("password", PASSWORD);
        shown = triedOut("/services/new/mailboxes", mailbox);
        assertThat(shown)
                .contains("mailboxes/set-password.sh", "sealed envelope")
                .doesNotContain(PASSWORD);
        asked = ask("/services/new/mailboxes", mailbox);
        assertEnds(asked, Request.State.DONE);
        assertThat(plans(shown)).hasSize(3).isEqualTo(run(asked));
    }

    @Test
    void k10AChangeThatWaitsAndARemovalAreRunAsTheyWereShown() {
        String name = aDomain();
        UUID service = customer.theService("domains", name);
        String before = shownBefore(name, "192.0.2.1");
        String waiting;
        UUID second;
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID first = customer.changes(service, with(name, "192.0.2.1"));
            awaitLock(first);
            second = customer.changes(service, with(name, "192.0.2.2"));
            customer.awaits(second, "waits-for-turn");
            assertThat(desk.get("/requests/" + second).body()).contains("/requests/" + second + "/dry-run");
            waiting = unchanged(() -> desk.get("/requests/" + second + "/dry-run"));
            lock.mend();
            assertEnds(first, Request.State.DONE);
            assertThat(plans(before)).isEqualTo(run(first));
        }
        assertEnds(second, Request.State.DONE);
        assertThat(plans(waiting)).isEqualTo(run(second));
        assertThat(plans(waiting).get(0)).isNotEqualTo(plans(before).get(0));
        assertThat(desk.get("/requests/" + second + "/dry-run").statusCode()).isEqualTo(422);

        String removal = unchanged(() -> desk.get("/services/" + service + "/remove?dryRun=yes"));
        assertThat(removal).contains("As soon as it is its turn", "When the time to keep it has passed");
        UUID removed = customer.removes(service);
        customer.awaits(removed, "window");
        String window = unchanged(() -> desk.get("/requests/" + removed + "/dry-run"));
        administrator.letTimePass(removed, "windowPassed");
        assertEnds(removed, Request.State.DONE);
        assertThat(plans(removal)).hasSize(5).isEqualTo(run(removed));
        assertThat(plans(window)).isEqualTo(run(removed).subList(3, 5));
    }

    @Test
    void k10WhatWouldBeRefusedIsRefusedAndOnlyStaffMayTryIt() {
        String name = aDomain();
        HttpResponse<String> taken = desk.post("/services/new/domains", dry(sent(Map.of("domain", name))));
        assertThat(taken.body())
                .contains("id=\"domain-problem\"", name + " is taken")
                .doesNotContain("Plan hash");
        UUID service = customer.theService("domains", name);
        Map<String, String> same = new HashMap<>(Map.of("version", "0", "key", "k"));
        assertThat(desk.post("/services/" + service + "/change", dry(same)).body())
                .contains("notice")
                .doesNotContain("Plan hash");

        Visitor outsider = at(cast.aCustomer(customer.account(), Role.OWNER));
        Map<String, String> another = sent(Map.of("domain", aName()));
        assertThat(outsider.get("/services/new/domains").body())
                .contains("Ask for it")
                .doesNotContain("dryRun");
        assertThat(outsider.post("/services/new/domains", dry(another)).statusCode())
                .isEqualTo(403);
        assertThat(outsider.get("/services/" + service + "/remove?dryRun=yes").statusCode())
                .isEqualTo(403);
        UUID waiting = customer.asksForMailbox("info", name, 10, PASSWORD);
        assertThat(outsider.get("/requests/" + waiting + "/dry-run").statusCode())
                .isEqualTo(403);
        assertEnds(waiting, Request.State.DONE);
    }

    private String shownBefore(String name, String address) {
        UUID service = customer.theService("domains", name);
        String version = Long.toString(customer.versionOf(service));
        Map<String, String> change = new HashMap<>(Map.of("version", version, "key", "k", "domain", name));
        change.putAll(Map.of(
                "records[0].name", "www", "records[0].type", "A", "records[0].ttl", "", "records[0].value", address));
        return triedOut("/services/" + service + "/change", change);
    }

    private static String with(String name, String address) {
        return Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}".formatted(address));
    }

    private Map<String, String> sent(Map<String, String> wish) {
        Map<String, String> sent = new HashMap<>(wish);
        sent.put("account", customer.account().id().toString());
        sent.put("key", UUID.randomUUID().toString());
        return sent;
    }

    private static Map<String, String> dry(Map<String, String> sent) {
        Map<String, String> dry = new HashMap<>(sent);
        dry.put("dryRun", "yes");
        return dry;
    }

    private String triedOut(String path, Map<String, String> sent) {
        return unchanged(() -> desk.post(path, dry(sent)));
    }

    /** What is shown, while nothing is written: no request, no service, no operation, no process, no serial. */
    private String unchanged(Supplier<HttpResponse<String>> act) {
        Map<String, Long> books = written();
        HttpResponse<String> shown = act.get();
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        assertThat(written()).isEqualTo(books);
        return shown.body();
    }

    private Map<String, Long> written() {
        Map<String, Long> books = Books.read(sql);
        String account = customer.account().id().toString();
        books.put("operation", count("select count(*) from operation where account_id = ?::uuid", account));
        books.put("zone", count("select count(*) + coalesce(sum(serial), 0) from zone where name like ?", "story%"));
        return books;
    }

    private long count(String query, String of) {
        return sql.sql(query).param(of).query(Long.class).single();
    }

    /** Serials follow the clock: from here on another one is made. */
    private static void aSecondPasses() {
        long shown = Instant.now().getEpochSecond();
        await("the next second").until(() -> Instant.now().getEpochSecond() > shown);
    }

    private UUID ask(String path, Map<String, String> sent) {
        HttpResponse<String> answer = desk.post(path, sent);
        String page = answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
        return UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
    }

    private static List<String> plans(String page) {
        return PLAN.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private List<String> run(UUID request) {
        return operations.ofRequest(request).stream().map(Operation::planSha).toList();
    }
}
