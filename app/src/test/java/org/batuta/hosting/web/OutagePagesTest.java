package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.PostOffice;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.notifications.Parts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Outages, told by a mail server that is not ours to addresses that do not depend on us (T08). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class OutagePagesTest {

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String reader = "emergency@" + word + ".example";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private JdbcClient sql;

    @Test
    void t08anOutageIsToldAtConfirmedEmergencyAddressesByAMailServerThatIsNotOurs() throws Exception {
        Account account = reachedAt(reader, Locale.GERMAN);
        registrar.addContact(account, Contact.Usage.EMERGENCY, "unconfirmed@" + word + ".example", Locale.ENGLISH);
        registrar.addContact(account, Contact.Usage.TECHNICAL, "technical@" + word + ".example", Locale.ENGLISH);
        Visitor operator = staff(StaffRole.OPERATOR);

        assertThat(announce(operator, "", "Mail " + word, "Since 9:00.\n<b>We work</b> on it.")
                        .headers()
                        .firstValue("Location"))
                .hasValue("/desk/outages");

        MimeMessage letter = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> PostOffice.lettersFromOutsideFor(reader), found -> found.size() == 1)
                .get(0);
        assertThat(letter.getSubject()).isEqualTo("Störung: Mail " + word);
        assertThat(letter.getFrom()[0]).hasToString("batuta@elsewhere.example");
        assertThat(Parts.find(letter, "text/plain")).contains("Since 9:00.", "<b>We work</b> on it.");
        assertThat(Parts.find(letter, "text/html")).contains("&lt;b&gt;We work").doesNotContain("<b>We");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> operator.get("/desk/outages").body(), page -> page.contains("Mail " + word));
        for (String other : List.of("unconfirmed@", "technical@")) {
            assertThat(PostOffice.lettersFromOutsideFor(other + word + ".example"))
                    .isEmpty();
        }
        assertThat(PostOffice.lettersFor(reader)).isEmpty();
    }

    @Test
    void ofAServerOnlyThoseAreToldThatHaveSomethingThere() {
        Account there = reachedAt(reader, Locale.ENGLISH);
        Account elsewhere = reachedAt("nothing@" + word + ".example", Locale.ENGLISH);
        UUID server = server();
        place(there, server);

        announce(staff(StaffRole.OPERATOR), server.toString(), "Server " + word, "It is being repaired.");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> PostOffice.lettersFromOutsideFor(reader).size() == 1);
        assertThat(sql.sql("select accounts from outage where subject = :subject and ended_at is not null")
                        .param("subject", "Server " + word)
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(sql.sql("select count(*) from letter where recipient = :reader")
                        .param("reader", "nothing@" + word + ".example")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(elsewhere.id()).isNotEqualTo(there.id());
    }

    @Test
    void allAreToldAlsoWhenTheyAreMoreThanAPortion() {
        UUID server = server();
        for (int i = 0; i < 205; i++) {
            place(reachedAt("n" + i + "@many" + word + ".example", Locale.ENGLISH), server);
        }

        announce(staff(StaffRole.OPERATOR), server.toString(), "Many " + word, "It is being repaired.");

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> written("Many " + word) == 205);
        assertThat(sql.sql("select count(distinct recipient) from letter where recipient like :readers")
                        .param("readers", "%@many" + word + ".example")
                        .query(Long.class)
                        .single())
                .isEqualTo(205);
    }

    @Test
    void whatIsMissingIsSaidAtItsField() {
        Visitor operator = staff(StaffRole.OPERATOR);

        assertThat(announce(operator, "", " ", "x\u0000").body())
                .contains("id=\"subject-problem\"", "id=\"text-problem\"", "2 fields need another look");
        assertThat(announce(operator, Ids.next().toString(), "s", "t").statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyThoseWhoRepairAnnounce() {
        assertThat(staff(StaffRole.MANAGER).get("/desk/outages").statusCode()).isEqualTo(200);
        assertThat(announce(staff(StaffRole.MANAGER), "", "s", "t").statusCode())
                .isEqualTo(403);
        Visitor customer = new Visitor(port);
        customer.login(cast.aCustomer(cast.anAccount(), Role.OWNER).login(), Visitor.PASSWORD);
        assertThat(customer.get("/desk/outages").statusCode()).isEqualTo(403);
        assertThat(announce(customer, "", "s", "t").statusCode()).isEqualTo(403);
    }

    private int written(String subject) {
        return sql.sql("select accounts from outage where subject = :subject and ended_at is not null")
                .param("subject", subject)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private Account reachedAt(String address, Locale language) {
        Account account = registrar.openAccount("Told " + word, Account.Kind.COMPANY, language);
        registrar.confirmContact(registrar.addContact(account, Contact.Usage.EMERGENCY, address, language));
        return account;
    }

    private UUID server() {
        UUID id = Ids.next();
        sql.sql("""
                insert into server (id, version, name, address, port, zone, state, created)
                values (:id, 0, :name, :address, 22, 'UTC', 'RETIRED', now())""")
                .param("address", id + ".example")
                .param("id", id)
                .param("name", "outage-" + word + "-" + id)
                .update();
        return id;
    }

    private void place(Account account, UUID server) {
        UUID service = Ids.next();
        sql.sql("""
                insert into service (id, version, type, name, account_id, state, spec, created_at)
                values (:id, 0, 'trials', :name, :account, 'ACTIVE', '{"name":"x","deed":"done"}', now())""")
                .param("id", service)
                .param("name", "outage-" + service)
                .param("account", account.id())
                .update();
        sql.sql(
                        "insert into placement (service_id, server_id, role, position) values (:service, :server, 'PRIMARY', 0)")
                .param("service", service)
                .param("server", server)
                .update();
    }

    private Visitor staff(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }

    private static HttpResponse<String> announce(Visitor visitor, String server, String subject, String text) {
        return visitor.post("/desk/outages/new", Map.of("server", server, "subject", subject, "text", text));
    }
}
