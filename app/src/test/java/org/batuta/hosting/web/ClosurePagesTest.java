package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever closes an account reads what is lost with it, types its name, and says why (A06, L16). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ClosurePagesTest {

    private static final String REASON = "They <b>moved</b> away";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Visitor owner;
    private String desk;

    @BeforeEach
    void anAccount() {
        account = cast.anAccount();
        owner = visitor(cast.aCustomer(account, Role.OWNER).login());
        desk = "/desk/accounts/" + account.id();
    }

    @Test
    void a06ShowsWhatIsLostWithCountsAndWhatIsKept() {
        Account other = cast.anAccount();
        var both = cast.aCustomer(other, Role.OWNER);
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        administrator.post(desk + "/roles/new", Map.of("member", both.login(), "role", "READER"));
        owner.post(
                "/tokens/new",
                Map.of(
                        "name",
                        "backup",
                        "account",
                        account.id().toString(),
                        "scope",
                        "READ",
                        "days",
                        "30",
                        "addresses",
                        ""));
        UUID domain = has("domains", "lost-" + account.number() + ".test", null);
        has("mailboxes", "ada@lost-" + account.number() + ".test", domain);
        has("mailboxes", "ben@lost-" + account.number() + ".test", domain);

        assertThat(administrator.get(desk).body()).contains(desk + "/close", "It is not being closed.");
        assertThat(words(administrator.get(desk + "/close")))
                .contains(
                        "Domains: 1 lost-" + account.number() + ".test",
                        "Mailboxes: 2 ada@lost-" + account.number() + ".test, ben@lost-" + account.number() + ".test",
                        "One person can log in nowhere any more",
                        "One person leaves it and keeps another account",
                        "One token",
                        "One contact",
                        "No request is open",
                        "What the law wants kept",
                        "The audit",
                        "for good",
                        "Type " + account.name() + " to confirm")
                .doesNotContain("??");
    }

    @Test
    void a06RefusesAtItsFieldAndNothingBegins() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        for (String name : new String[] {"", " ", "Account", account.name() + "x", Long.toString(account.number())}) {
            assertThat(close(administrator, name, REASON).body())
                    .as(name)
                    .contains("id=\"confirm-problem\"", "To be sure, type " + account.name() + " here.")
                    .doesNotContain("id=\"reason-problem\"");
        }
        for (String reason : new String[] {"", " ", "x".repeat(501), "two\nlines"}) {
            assertThat(close(administrator, account.name(), reason).body())
                    .as(reason)
                    .contains("id=\"reason-problem\"", "Say why in one line")
                    .doesNotContain("id=\"confirm-problem\"");
        }
        assertThat(state()).isEqualTo("ACTIVE");
        assertThat(closures()).isZero();
        assertThat(administrator.post(desk + "/close/stop", Map.of()).body())
                .contains("This account is not being closed");
    }

    @Test
    void a06IsForAdministratorsAlone() {
        for (Visitor other : new Visitor[] {owner, staff(StaffRole.OPERATOR), staff(StaffRole.MANAGER)}) {
            assertThat(other.get(desk + "/close").statusCode()).isEqualTo(403);
            assertThat(close(other, account.name(), REASON).statusCode()).isEqualTo(403);
            assertThat(other.post(desk + "/close/stop", Map.of()).statusCode()).isEqualTo(403);
        }
        assertThat(staff(StaffRole.OPERATOR).get(desk).body()).doesNotContain(desk + "/close");
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        String nobodys = "/desk/accounts/" + Ids.next() + "/close";
        assertThat(administrator.get(nobodys).statusCode()).isEqualTo(404);
        assertThat(administrator
                        .post(nobodys, Map.of("confirm", "x", "reason", REASON))
                        .statusCode())
                .isEqualTo(404);
        assertThat(state()).isEqualTo("ACTIVE");
    }

    @Test
    void l16StaffReadWhenAndByWhomAnAccountWasClosedAndWhatIsKept() {
        var closing = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        Visitor administrator = visitor(closing.login());
        assertThat(close(administrator, account.name(), REASON).headers().firstValue("Location"))
                .hasValue(desk);
        assertThat(close(administrator, account.name(), REASON).body()).contains("is closed, or is being closed");

        await("the end of the closing").atMost(Duration.ofSeconds(60)).until(this::state, "CLOSED"::equals);

        for (StaffRole role : StaffRole.values()) {
            assertThat(words(staff(role).get(desk)))
                    .as(role.name())
                    .contains(
                            "Closed",
                            closing.login(),
                            "What the law wants kept",
                            "The number of the account",
                            "The audit")
                    .doesNotContain("??", account.name(), "moved", "Let it stay", "Close the account");
        }
        assertThat(owner.get("/").statusCode()).isEqualTo(302);
    }

    private UUID has(String type, String name, @Nullable UUID parent) {
        UUID id = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, parent_id, state, spec, created_at)"
                        + " values (?, 0, ?, ?, ?, ?::uuid, 'ACTIVE', '{}', now())")
                .params(id, type, name, account.id(), parent == null ? null : parent.toString())
                .update();
        return id;
    }

    private String state() {
        return sql.sql("select state from account where id = ?")
                .param(account.id())
                .query(String.class)
                .single();
    }

    private long closures() {
        return sql.sql("select count(*) from closure where account_id = ?")
                .param(account.id())
                .query(Long.class)
                .single();
    }

    private static String words(HttpResponse<String> page) {
        return page.body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private HttpResponse<String> close(Visitor visitor, String name, String reason) {
        return visitor.post(desk + "/close", Map.of("confirm", name, "reason", reason));
    }

    private Visitor staff(StaffRole role) {
        return visitor(cast.aMemberOfStaff(role).login());
    }

    private Visitor visitor(String login) {
        Visitor visitor = new Visitor(port);
        visitor.login(login, Visitor.PASSWORD);
        return visitor;
    }
}
