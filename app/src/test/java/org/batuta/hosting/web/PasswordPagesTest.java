package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.hosting.Request;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page on which the password of a service is set: for whoever may order, typed twice, refused at its field (T07). */
@BatutaTest
@WithServers
class PasswordPagesTest {

    private static final String CHOSEN = "the choice of 17 owls";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Customer customer;
    private Visitor visitor;
    private UUID domain;
    private UUID mailbox;
    private String path;

    @BeforeEach
    void anOwnerWithAMailbox() {
        Working.on(application);
        account = cast.anAccount();
        var person = cast.aCustomer(account, Role.OWNER);
        customer = new Customer(application, person, account);
        visitor = visitor(person.login());
        String name = "passwords-" + account.number() + ".test";
        customer.asksForDomain(name);
        UUID request = customer.asksForMailbox("info", name, 10, Visitor.PASSWORD);
        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
        domain = customer.theService("domains", name);
        mailbox = customer.theService("mailboxes", "info@" + name);
        path = "/services/" + mailbox + "/password";
    }

    @Test
    void t07SetsWhatIsTypedTwiceAndShowsItNowhere() {
        assertThat(visitor.get("/services/" + mailbox).body()).contains(path);
        HttpResponse<String> form = visitor.get(path);
        assertThat(form.body())
                .contains("autocomplete=\"new-password\"", "data-suggests=\"password\"", "data-repeats=\"password\"")
                .doesNotContain("??");

        HttpResponse<String> taken = visitor.post(path, sent(CHOSEN, CHOSEN));
        assertThat(taken.statusCode()).isEqualTo(302);
        String request = taken.headers().firstValue("Location").orElseThrow();
        assertThat(customer.endOf(UUID.fromString(request.replaceAll(".*/", ""))))
                .isEqualTo(Request.State.DONE);
        assertThat(visitor.get(request).body()).contains("Password set").doesNotContain(CHOSEN, "??");
        AuditEntry entry = audit.of("service", mailbox).get(0);
        assertThat(entry.action()).isEqualTo("request.set-password");
        assertThat(entry.toString()).doesNotContain(CHOSEN, "fingerprint");
    }

    @Test
    void a14RefusesAtItsFieldWhatIsTooShortOrNotTheSame() {
        assertThat(visitor.post(path, sent("short", "short")).body())
                .contains("id=\"password-problem\"", "Between 10 and 128 characters")
                .doesNotContain("value=\"short\"");
        assertThat(visitor.post(path, sent(CHOSEN, CHOSEN + "x")).body())
                .contains("id=\"repeated-problem\"", "The two are not the same")
                .doesNotContain(CHOSEN);
        assertThat(visitor.post(path, sent("", "")).body()).contains("id=\"password-problem\"", "Please fill this in");
    }

    @Test
    void t07TheSameNameInOtherDomainsOfTheAccountIsOfferedAndAllAreTakenOrNone() {
        String other = "also-" + account.number() + ".test";
        customer.asksForDomain(other);
        UUID info = theMailbox("info", other);
        UUID sales = theMailbox("sales", other);
        assertThat(visitor.get(path).body())
                .contains("info@" + other, "value=\"" + info + "\"")
                .doesNotContain("sales@" + other, "checked", "??");
        assertThat(visitor.get("/services/" + sales + "/password").body()).doesNotContain("Also for");

        assertThat(visitor.post(path, also(info, "short")).body())
                .contains("id=\"password-problem\"")
                .containsPattern("value=\"" + info + "\"[^>]*checked");
        assertThat(visitor.post(path, also(sales, CHOSEN)).body()).contains("id=\"also-problem\"");
        assertThat(visitor.post(path, also(UUID.randomUUID(), CHOSEN)).body()).contains("id=\"also-problem\"");
        assertThat(passwordsAskedFor(mailbox, info, sales)).isZero();

        Map<String, String> form = also(info, CHOSEN);
        assertThat(visitor.post(path, form).statusCode()).isEqualTo(302);
        assertThat(visitor.post(path, form).statusCode()).as("sent twice").isEqualTo(302);
        assertThat(passwordsAskedFor(mailbox)).isEqualTo(1);
        assertThat(passwordsAskedFor(info)).isEqualTo(1);
        assertThat(audit.of("service", info).get(0).action()).isEqualTo("request.set-password");
    }

    private UUID theMailbox(String localPart, String name) {
        customer.asksForMailbox(localPart, name, 10, Visitor.PASSWORD);
        return customer.theService("mailboxes", localPart + "@" + name);
    }

    private long passwordsAskedFor(UUID... mailboxes) {
        return sql.sql("select count(*) from request where verb = 'SET_PASSWORD' and service_id = any (?)")
                .param(mailboxes)
                .query(Long.class)
                .single();
    }

    private static Map<String, String> also(UUID other, String password) {
        Map<String, String> form = new HashMap<>(sent(password, password));
        form.put("also", other.toString());
        return form;
    }

    @Test
    void asksOnceWhenTheFormIsSentTwice() {
        Map<String, String> form = sent(CHOSEN, CHOSEN);
        String first = visitor.post(path, form).headers().firstValue("Location").orElseThrow();
        assertThat(visitor.post(path, form).headers().firstValue("Location")).hasValue(first);
        Map<String, String> other = new HashMap<>(form);
        other.put("password", "another choice of owls");
        other.put("repeated", "another choice of owls");
        assertThat(visitor.post(path, other).body()).contains("This key belongs to another request");

        UUID request = UUID.fromString(first.replaceAll(".*/", ""));
        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
        assertThat(visitor.post(path, form).headers().firstValue("Location"))
                .as("sent again when it is done")
                .hasValue(first);
        assertThat(visitor.post(path, other).body()).contains("This key belongs to another request");
        sql.sql(
                        "update envelope set expires_at = now() where id = (select password_envelope_id from request where id = ?)")
                .param(request)
                .update();
        assertThat(visitor.post(path, form).body())
                .contains("a password that is not kept any more")
                .doesNotContain(CHOSEN);
        assertThat(passwordsAskedFor(mailbox)).isEqualTo(1);
    }

    @Test
    void isThereForWhoMayOrderAndForServicesWithAPassword() {
        assertThat(visitor.get("/services/" + domain + "/password").statusCode())
                .isEqualTo(404);
        assertThat(visitor.post("/services/" + domain + "/password", sent(CHOSEN, CHOSEN))
                        .statusCode())
                .isEqualTo(404);
        Visitor stranger = visitor(cast.aCustomer().login());
        assertThat(stranger.get(path).statusCode()).isEqualTo(404);
        assertThat(stranger.post(path, sent(CHOSEN, CHOSEN)).statusCode()).isEqualTo(404);
        Visitor reader = visitor(cast.aCustomer(account, Role.READER).login());
        assertThat(reader.get("/services/" + mailbox).body()).doesNotContain(path);
        assertThat(reader.post(path, sent(CHOSEN, CHOSEN)).statusCode()).isEqualTo(403);
        Visitor manager = visitor(cast.aMemberOfStaff(StaffRole.MANAGER).login());
        assertThat(manager.post(path, sent(CHOSEN, CHOSEN)).statusCode()).isEqualTo(403);
        Visitor operator = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        assertThat(operator.post(path, sent(CHOSEN, CHOSEN)).statusCode()).isEqualTo(302);
        assertThat(audit.of("service", mailbox).get(0).action()).isEqualTo("request.set-password");
    }

    private static Map<String, String> sent(String password, String repeated) {
        return Map.of(
                "password",
                password,
                "repeated",
                repeated,
                "key",
                UUID.randomUUID().toString());
    }

    private Visitor visitor(String login) {
        Visitor visitor = new Visitor(port);
        visitor.login(login, Visitor.PASSWORD);
        return visitor;
    }
}
