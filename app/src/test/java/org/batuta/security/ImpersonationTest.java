package org.batuta.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of the staff sees what a customer sees; only to look, until it is said why (A10, A11). */
@BatutaTest
class ImpersonationTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Person customer;
    private Person operator;
    private Visitor staff;

    @BeforeEach
    void anOperatorLooks() {
        account = cast.anAccount();
        customer = cast.aCustomer(account, Role.OWNER);
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        staff = Visitor.inside(port, operator.login());
        assertThat(Visitor.led(impersonates(staff, customer))).isEqualTo("/");
    }

    @Test
    void a10SeesWhatTheCustomerSeesAndGoesBackWithOneClick() {
        Account foreign = cast.anAccount();
        assertThat(staff.get("/accounts/" + account.id()).body())
                .contains("You see what " + customer.login() + " sees", "Nothing can be changed", account.name())
                .doesNotContain("??");
        assertThat(staff.get("/accounts/" + foreign.id()).statusCode()).isEqualTo(404);
        assertThat(staff.get("/desk").statusCode()).isEqualTo(403);
        assertThat(staff.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(403);

        assertThat(Visitor.led(staff.post("/impersonation/end", Map.of()))).isEqualTo("/desk/people/" + customer.id());
        assertThat(staff.get("/desk").statusCode()).isEqualTo(200);
        assertThat(staff.get("/").body()).doesNotContain("You see what");
        assertThat(staff.post("/impersonation/end", Map.of()).statusCode()).isEqualTo(404);
        assertThat(staff.post("/impersonation", Map.of("reason", "")).statusCode())
                .isEqualTo(404);
        assertThat(staff.post("/impersonation", Map.of("reason", "call 4711")).statusCode())
                .isEqualTo(404);
        assertThat(Visitor.led(staff.get("/impersonation"))).isEqualTo("/");
    }

    @Test
    void a11OnlyLooksUntilItIsSaidWhy() {
        assertThat(Visitor.led(writesDown(staff, "staff@example.org"))).isEqualTo("/impersonation?unchanged");
        assertThat(addresses()).doesNotContain("staff@example.org");
        assertThat(staff.get("/impersonation?unchanged").body())
                .contains("Nothing was changed")
                .doesNotContain("??");
        assertThat(staff.post("/impersonation", Map.of("reason", " ")).body()).contains("reason-problem");
        assertThat(Visitor.led(writesDown(staff, "staff@example.org"))).isEqualTo("/impersonation?unchanged");

        assertThat(Visitor.led(staff.post("/impersonation", Map.of("reason", "call 4711"))))
                .isEqualTo("/");
        assertThat(staff.get("/").body()).contains("15 minutes", "written down with both names");
        writesDown(staff, "staff@example.org");
        assertThat(addresses()).contains("staff@example.org");
        assertThat(audit.of("account", account.id())).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("account.contact");
            assertThat(entry.login()).isEqualTo(operator.login());
            assertThat(entry.inNameOf()).isEqualTo(customer.login());
        });
        assertThat(audit.of("person", customer.id()))
                .extracting(AuditEntry::action)
                .contains("person.impersonate", "person.impersonate-raise");
    }

    @Test
    void a11AfterAQuarterOfAnHourItOnlyLooksAgain() {
        staff.post("/impersonation", Map.of("reason", "call 4711"));
        sql.sql("update login_session set raised_until = now() - interval '1 second' where person_id = ?")
                .param(operator.id())
                .update();
        assertThat(Visitor.led(writesDown(staff, "staff@example.org"))).isEqualTo("/impersonation?unchanged");
        assertThat(addresses()).doesNotContain("staff@example.org");
    }

    @Test
    void a11NeverReachesWhatIsAPersonsOwn() {
        staff.post("/impersonation", Map.of("reason", "call 4711"));
        for (String own : new String[] {
            "/me", "/me/password", "/me/second-factor/begin", "/me/passkeys/new", "/tokens", "/tokens/new"
        }) {
            assertThat(staff.get(own).statusCode()).as(own).isEqualTo(403);
            assertThat(staff.post(own, Map.of("present", Visitor.PASSWORD, "password", "a quiet evening 17"))
                            .statusCode())
                    .as(own)
                    .isEqualTo(403);
        }
        assertThat(new Visitor(port).login(customer.login(), Visitor.PASSWORD)).isEqualTo("/");
        assertThat(new Visitor(port).login(operator.login(), Visitor.PASSWORD)).isEqualTo("/desk");
    }

    @Test
    void a11MayDoNoMoreThanTheCustomer() {
        Person reader = cast.aCustomer(account, Role.READER);
        Visitor other = Visitor.inside(port, operator.login());
        impersonates(other, reader);
        other.post("/impersonation", Map.of("reason", "call 4711"));
        assertThat(writesDown(other, "reader@example.org").statusCode()).isBetween(403, 404);
        assertThat(addresses()).doesNotContain("reader@example.org");
    }

    @Test
    void a10NobodyBecomesOneOfTheStaffOrSomebodyWhoIsShutOut() {
        Person administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        Person gone = cast.aCustomer();
        registrar.disable(gone);
        Visitor other = Visitor.inside(port, operator.login());
        assertThat(impersonates(other, administrator).statusCode()).isEqualTo(404);
        assertThat(impersonates(other, gone).statusCode()).isEqualTo(404);
        assertThat(other.post("/desk/people/" + UUID.randomUUID() + "/impersonate", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(other.get("/desk").statusCode()).isEqualTo(200);
    }

    @Test
    void a10ManagersAndCustomersCannot() {
        Visitor manager =
                Visitor.inside(port, cast.aMemberOfStaff(StaffRole.MANAGER).login());
        assertThat(impersonates(manager, customer).statusCode()).isEqualTo(403);
        assertThat(impersonates(Visitor.inside(port, cast.aCustomer().login()), customer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Visitor.led(manager.get("/impersonation"))).endsWith("/");
    }

    @Test
    void attack28ACustomerWhoIsShutOutMeanwhileIsSeenNoMore() {
        registrar.disable(customer);
        assertThat(staff.get("/accounts/" + account.id()).body()).doesNotContain("You see what");
        assertThat(staff.get("/desk").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> writesDown(Visitor visitor, String email) {
        return visitor.post(
                "/accounts/" + account.id() + "/contacts/new",
                Map.of("usage", "TECHNICAL", "email", email, "language", "en"));
    }

    private List<String> addresses() {
        return sql.sql("select email from contact where account_id = ?")
                .param(account.id())
                .query(String.class)
                .list();
    }

    private static HttpResponse<String> impersonates(Visitor staff, Person person) {
        return staff.post("/desk/people/" + person.id() + "/impersonate", Map.of());
    }
}
