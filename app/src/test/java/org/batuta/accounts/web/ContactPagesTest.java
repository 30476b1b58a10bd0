package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.PostOffice;
import org.batuta.Visitor;
import org.batuta.World;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Contacts;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.batuta.notifications.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whom an account wants written to, and that each is reached in an emergency (T08). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ContactPagesTest {

    private static final Pattern LINK = Pattern.compile("https://provider\\.test(/contacts/confirm/[\\w-]{43})\\s");

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String outside = "out" + word + ".example";
    private final String reader = "reader@" + outside;

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    @Test
    void t08anAccountAsksForNothingUntilItsEmergencyAddressAnswered() throws Exception {
        Account account = registrar.openAccount("Opened " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        Visitor owner = member(account, Role.OWNER);
        assertThat(owner.get("/accounts").headers().firstValue("Location")).hasValue("/accounts/" + account.id());
        assertThat(owner.get("/accounts/" + account.id()).body()).contains("It waits for an address for emergencies");
        assertThat(asked(owner, account)).contains("First an address for emergencies must be confirmed");

        assertThat(add(owner, account, "EMERGENCY", reader).headers().firstValue("Location"))
                .hasValue("/accounts/" + account.id());
        assertThat(owner.get("/accounts/" + account.id()).body()).contains(reader, "Not confirmed yet");
        String link = link(1);
        Visitor anybody = new Visitor(port);
        assertThat(anybody.get(link).body()).contains("Do you read " + reader);
        assertThat(anybody.get(link).body()).contains("Do you read " + reader);
        assertThat(accounts.findById(account.id()).orElseThrow().state()).isEqualTo(Account.State.OPENED);
        assertThat(anybody.post(link, Map.of()).body()).contains(reader + " is confirmed");
        assertThat(accounts.findById(account.id()).orElseThrow().state()).isEqualTo(Account.State.ACTIVE);
        assertThat(anybody.post(link, Map.of()).body()).contains("This link opens nothing");
        assertThat(anybody.get(link).body()).contains("This link opens nothing");

        assertThat(asked(owner, account)).doesNotContain("address for emergencies must be confirmed");
        assertThat(audit.of("account", account.id()))
                .extracting(AuditEntry::action)
                .contains("account.contact", "account.contact-confirmed", "account.activate");
    }

    @Test
    void t08anEmergencyAddressDependsNeitherOnOurMailServersNorOnOurNameServers() {
        Account account = cast.anAccount();
        Visitor owner = member(account, Role.OWNER);
        World.sendsMail("mx" + word + ".example", "mail.provider.test");
        World.isServed("ns" + word + ".example", "ns1.provider.test");
        hosts(cast.anAccount(), "hosted" + word + ".example");
        World.sendsMail("lodger" + word + ".example", "mail.hosted" + word + ".example");

        for (String domain : List.of(
                "mx" + word + ".example",
                "NS" + word + ".Example",
                "hosted" + word + ".example",
                "mail.hosted" + word + ".example",
                "lodger" + word + ".example")) {
            assertThat(add(owner, account, "EMERGENCY", "ops@" + domain).body())
                    .as(domain)
                    .contains("id=\"email-problem\"", "depends on our own servers", "value=\"ops@" + domain);
            assertThat(add(owner, account, "TECHNICAL", "ops@" + domain).statusCode())
                    .as(domain)
                    .isEqualTo(302);
        }
        assertThat(sql.sql("select count(*) from contact where account_id = :id and usage = 'EMERGENCY'")
                        .param("id", account.id())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void t08whatBecameOursMeanwhileIsNotConfirmed() throws Exception {
        Account account = registrar.openAccount("Moved " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        add(member(account, Role.OWNER), account, "EMERGENCY", reader);
        String link = link(1);
        World.sendsMail(outside, "mail.provider.test");

        assertThat(new Visitor(port).post(link, Map.of()).body()).contains("depends on our own servers");

        assertThat(accounts.findById(account.id()).orElseThrow().state()).isEqualTo(Account.State.OPENED);
    }

    @Test
    void t08theLastAddressForEmergenciesStays() throws Exception {
        Account account = cast.anAccount();
        Visitor owner = member(account, Role.OWNER);
        String page = "/accounts/" + account.id();
        UUID last = book(account).get(0).id();

        assertThat(owner.post(page + "/contacts/" + last + "/remove", Map.of()).body())
                .contains("This is the last address that is reached in an emergency");
        add(owner, account, "EMERGENCY", reader);
        assertThat(owner.post(page + "/contacts/" + last + "/remove", Map.of()).body())
                .contains("This is the last address that is reached in an emergency");
        new Visitor(port).post(link(1), Map.of());
        assertThat(owner.post(page + "/contacts/" + last + "/remove", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(book(account)).extracting(Contact::email).containsExactly(reader);

        assertThatThrownBy(() -> sql.sql("delete from contact where account_id = :id")
                        .param("id", account.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void t08nobodyTakesTheDomainOnWhichSomeonesEmergencyAddressStands() throws Exception {
        Account account = registrar.openAccount("Lifeline " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        Visitor owner = member(account, Role.OWNER);
        add(owner, account, "EMERGENCY", "ops@mail." + outside);
        new Visitor(port).post(link("ops@mail." + outside, 1), Map.of());

        Account other = cast.anAccount();
        assertThat(asked(member(other, Role.OWNER), other, outside))
                .contains("Somebody is reached in an emergency only");
        assertThat(asked(owner, account, outside)).contains("Somebody is reached in an emergency only");

        add(owner, account, "EMERGENCY", "ops@second" + word + ".example");
        new Visitor(port).post(link("ops@second" + word + ".example", 1), Map.of());
        assertThat(asked(owner, account, outside)).doesNotContain("Somebody is reached");
    }

    @Test
    void aNewLetterMakesTheLinkOfTheEarlierOneVoid() throws Exception {
        Account account = registrar.openAccount("Again " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        Visitor owner = member(account, Role.OWNER);
        add(owner, account, "EMERGENCY", reader);
        String first = link(1);
        UUID contact = book(account).get(0).id();

        owner.post("/accounts/" + account.id() + "/contacts/" + contact + "/ask", Map.of());
        String second = link(2);

        assertThat(new Visitor(port).post(first, Map.of()).body()).contains("This link opens nothing");
        assertThat(new Visitor(port).post(second, Map.of()).body()).contains(reader + " is confirmed");
        assertThat(owner.post("/accounts/" + account.id() + "/contacts/" + contact + "/ask", Map.of())
                        .body())
                .contains("There is nothing to confirm");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void a01onlyOwnersSayWhomToWriteTo(Role role) {
        Account account = cast.anAccount();
        Visitor member = member(account, role);
        String page = "/accounts/" + account.id();
        UUID contact = book(account).get(0).id();

        assertThat(member.get(page).body())
                .contains("emergency@elsewhere.example")
                .doesNotContain("Add a contact");
        assertThat(add(member, account, "TECHNICAL", reader).statusCode()).isEqualTo(403);
        assertThat(member.get(page + "/contacts/new").statusCode()).isEqualTo(403);
        for (String act : List.of("/remove", "/ask")) {
            assertThat(member.post(page + "/contacts/" + contact + act, Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(book(account)).hasSize(1);
    }

    @Test
    void t17othersAccountsAreAsUnknownOnes() {
        Account account = cast.anAccount();
        UUID contact = book(account).get(0).id();
        Account own = cast.anAccount();
        Visitor stranger = member(own, Role.OWNER);

        for (UUID id : List.of(account.id(), Ids.next())) {
            String page = "/accounts/" + id;
            assertThat(stranger.get(page).statusCode()).isEqualTo(404);
            assertThat(stranger.get(page + "/contacts/new").statusCode()).isEqualTo(404);
            assertThat(stranger.post(page + "/contacts/new", contact("TECHNICAL", reader))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post(page + "/contacts/" + contact + "/remove", Map.of())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(stranger.post("/accounts/" + own.id() + "/contacts/" + contact + "/remove", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(book(account)).hasSize(1);
    }

    @Test
    void anAdministratorKeepsTheContactsOfAnyAccountAtTheDesk() throws Exception {
        Account account = registrar.openAccount("Desk " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        Visitor administrator = new Visitor(port);
        administrator.login(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login(), Visitor.PASSWORD);

        HttpResponse<String> answer =
                administrator.post("/desk/accounts/" + account.id() + "/contacts/new", contact("EMERGENCY", reader));

        assertThat(answer.headers().firstValue("Location")).hasValue("/desk/accounts/" + account.id());
        new Visitor(port).post(link(1), Map.of());
        assertThat(administrator.get("/desk/accounts/" + account.id()).body()).contains(reader, "Confirmed", "Active");
        assertThat(administrator
                        .post("/desk/accounts/" + account.id() + "/contacts/new", contact("EMERGENCY", reader))
                        .body())
                .contains("This address is written down for this already");
    }

    private List<Contact> book(Account account) {
        return contacts.ofAccount(account.id());
    }

    private void hosts(Account account, String domain) {
        sql.sql("""
                insert into service (id, version, type, name, account_id, state, spec, created_at)
                values (:id, 0, 'domains', :name, :account, 'ACTIVE', '{"domain":"x.example","records":[]}', now())""")
                .param("id", Ids.next())
                .param("name", domain)
                .param("account", account.id())
                .update();
    }

    private Visitor member(Account account, Role role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aCustomer(account, role).login(), Visitor.PASSWORD);
        return visitor;
    }

    private static HttpResponse<String> add(Visitor visitor, Account account, String usage, String email) {
        return visitor.post("/accounts/" + account.id() + "/contacts/new", contact(usage, email));
    }

    private static Map<String, String> contact(String usage, String email) {
        return Map.of("usage", usage, "email", email, "language", "en");
    }

    private String asked(Visitor visitor, Account account) {
        return asked(visitor, account, "asked" + word + ".example");
    }

    private String asked(Visitor visitor, Account account, String domain) {
        return visitor.post(
                        "/services/new/domains",
                        Map.of("key", word + Ids.next(), "account", account.id().toString(), "domain", domain))
                .body();
    }

    private String link(int letters) throws MessagingException, IOException {
        return link(reader, letters);
    }

    private String link(String reader, int letters) throws MessagingException, IOException {
        List<MimeMessage> sent = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> PostOffice.lettersFor(reader), found -> found.size() == letters);
        Matcher link = LINK.matcher(Parts.find(sent.get(letters - 1), "text/plain"));
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> new Visitor(port).get(path).body().contains("Do you read"));
        return path;
    }
}
