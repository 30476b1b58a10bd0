package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An account is suspended and resumed at the desk, and its people read why in the portal and ask for nothing (A05). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class SuspensionPagesTest {

    private static final String REASON = "Bill <b>7</b> is not paid";
    private static final String SHOWN = "Bill &lt;b&gt;7&lt;/b&gt; is not paid";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

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
    void a05ItsPeopleReadWhyAndAskForNothingUntilItIsResumed() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        assertThat(owner.get("/").body()).doesNotContain("is suspended").contains("/services/new");
        assertThat(administrator.get(desk).body()).contains(desk + "/suspend", "It is not suspended.");
        assertThat(administrator.get(desk + "/suspend").body())
                .contains("No service of it works now.")
                .doesNotContain("??");

        assertThat(suspend(administrator, REASON).headers().firstValue("Location"))
                .hasValue(desk);

        for (String page : new String[] {"/", "/services", "/requests", "/accounts/" + account.id()}) {
            assertThat(owner.get(page).body())
                    .as(page)
                    .contains("is suspended", SHOWN)
                    .doesNotContain("??", "/services/new");
        }
        assertThat(owner.post("/services/new/domains", domain()).body()).contains("This account is suspended.");
        await("the page of the account")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(administrator.get(desk).body())
                        .contains(SHOWN, "Resume the account", "No service stands still with it")
                        .doesNotContain("??", desk + "/suspend"));
        assertThat(administrator
                        .get("/desk/evidence/suspensions/" + account.id())
                        .body())
                .contains(SHOWN);
        assertThat(suspend(administrator, "again").body()).contains("Only an active account can be suspended.");

        assertThat(administrator.post(desk + "/resume", Map.of()).statusCode()).isEqualTo(302);

        assertThat(owner.get("/").body()).doesNotContain("is suspended").contains("/services/new");
        await("the end of it").atMost(Duration.ofSeconds(30)).until(() -> isOver());
        assertThat(administrator.get(desk).body()).contains(desk + "/suspend");
        assertThat(audit.of("account", account.id()).stream().map(entry -> entry.action()))
                .contains("account.suspend", "account.resume");
    }

    @Test
    void refusesAtItsFieldWhatIsNoReason() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        for (String reason : new String[] {"", " ", "x".repeat(501), "two\nlines"}) {
            assertThat(suspend(administrator, reason).body())
                    .as(reason)
                    .contains("id=\"reason-problem\"", "Say why in one line");
        }
        assertThat(owner.get("/").body()).doesNotContain("is suspended");
    }

    @Test
    void a05IsForAdministratorsAlone() {
        for (Visitor other : new Visitor[] {owner, staff(StaffRole.OPERATOR), staff(StaffRole.MANAGER)}) {
            assertThat(other.get(desk + "/suspend").statusCode()).isEqualTo(403);
            assertThat(suspend(other, REASON).statusCode()).isEqualTo(403);
            assertThat(other.post(desk + "/resume", Map.of()).statusCode()).isEqualTo(403);
        }
        assertThat(staff(StaffRole.OPERATOR).get(desk).body()).doesNotContain(desk + "/suspend");
        assertThat(owner.get("/").body()).doesNotContain("is suspended");
    }

    private boolean isOver() {
        return sql.sql("select count(*) = 0 from suspension where account_id = ? and ended_at is null")
                .param(account.id())
                .query(Boolean.class)
                .single();
    }

    private Map<String, String> domain() {
        return Map.of(
                "account", account.id().toString(), "domain", "suspended-" + account.number() + ".test", "key", "k1");
    }

    private HttpResponse<String> suspend(Visitor visitor, String reason) {
        return visitor.post(desk + "/suspend", Map.of("reason", reason));
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
