package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.PostOffice;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.notifications.Parts;
import org.batuta.provider.Letters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody is invited into an account by a letter, and joins with the login that there is, or with a new one (A04). */
@BatutaTest
class InvitedTest {

    private static final Pattern LINK = Pattern.compile("https://provider\\.test(/invitation/([\\w-]{43}))\\s");
    private static final String GONE = "This invitation opens nothing";

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String reader = word + "@example.org";

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
    private Person owner;
    private Visitor inviting;

    @BeforeEach
    void anOwner() {
        account = cast.anAccount();
        owner = cast.aCustomer(account, Role.OWNER);
        inviting = Visitor.inside(port, owner.login());
    }

    @Test
    void a04JoinsWithANewLoginOnce() {
        Letters mail = Letters.to(reader);
        String link = link(reader, Role.TECHNICAL);
        assertThat(mail.text(subject()))
                .contains(owner.name() + " invites you to belong to the account " + account.name())
                .contains("one of its technical people", "once, within 7 days", "nothing happens then");
        Visitor guest = new Visitor(port);
        assertThat(guest.get(link).body())
                .contains(account.name(), owner.name(), "Technical", reader, "name=\"login\"", "name=\"password\"")
                .doesNotContain("??");

        assertThat(guest.post(link, newLogin("Not A Login", "short")).body())
                .contains("id=\"login-problem\"", "id=\"password-problem\"", "value=\"Not A Login\"")
                .doesNotContain("short", "??");
        assertThat(guest.post(link, newLogin("w" + word, account.name() + " 7 dogs"))
                        .body())
                .contains("id=\"password-problem\"");
        assertThat(guest.post(link, newLogin(owner.login(), Visitor.PASSWORD)).body())
                .contains("id=\"login-problem\"");
        assertThat(Visitor.led(guest.post(link, newLogin("w" + word, Visitor.PASSWORD))))
                .isEqualTo("/login?joined");

        assertThat(guest.get("/login?joined").body())
                .contains("Your login is made")
                .doesNotContain("??");
        assertThat(guest.login("w" + word, Visitor.PASSWORD)).isEqualTo("/");
        assertThat(guest.get("/accounts/" + account.id()).statusCode()).isEqualTo(200);
        assertThat(inviting.get(team()).body()).contains("w" + word, reader).doesNotContain("Take back");
        isGone(link);
        UUID person = sql.sql("select id from person where login = ?")
                .param("w" + word)
                .query(UUID.class)
                .single();
        assertThat(audit.of("person", person))
                .extracting(AuditEntry::action, AuditEntry::login)
                .containsExactlyInAnyOrder(tuple("person.add", "*invitation"), tuple("person.join", "*invitation"));
    }

    @Test
    void a04LogsInFirstAndJoinsWithThatLoginWhichGoesOn() {
        Person known = cast.aCustomer();
        String link = link(reader, Role.BILLING);
        Visitor guest = new Visitor(port);
        assertThat(guest.get(link).body()).contains("href=\"" + link + "/join\"");
        assertThat(Visitor.led(guest.get(link + "/join"))).endsWith("/login");
        assertThat(guest.login(known.login(), Visitor.PASSWORD)).contains(link + "/join");
        assertThat(guest.get(link + "/join").body())
                .contains(account.name(), "logged in as " + known.login(), "action=\"" + link + "/join\"")
                .doesNotContain("name=\"password\"", "??");
        assertThat(Visitor.led(guest.post(link, newLogin("w" + word, Visitor.PASSWORD))))
                .isEqualTo(link);
        assertThat(logins("w" + word)).isZero();

        assertThat(Visitor.led(guest.post(link + "/join", Map.of()))).isEqualTo("/accounts/" + account.id());

        assertThat(guest.get("/accounts/" + account.id()).body())
                .contains("You belong to " + account.name() + " from now on");
        assertThat(guest.get(team()).statusCode()).isEqualTo(404);
        assertThat(inviting.get(team()).body()).contains(known.login(), "Billing");
        isGone(link);
        assertThat(Visitor.inside(port, cast.aCustomer().login())
                        .post(link + "/join", Map.of())
                        .statusCode())
                .isEqualTo(410);
        assertThat(audit.of("person", known.id())).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("person.join");
            assertThat(entry.login()).isEqualTo(known.login());
            assertThat(entry.accountId()).isEqualTo(account.id());
        });
    }

    @Test
    void attack30OfTwoWhoUseALinkAtOnceOneJoins() {
        String link = link(reader, Role.READER);
        List<CompletableFuture<HttpResponse<String>>> both = Stream.of("v" + word, "w" + word)
                .map(login -> CompletableFuture.supplyAsync(
                        () -> new Visitor(port).post(link, newLogin(login, Visitor.PASSWORD))))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsExactlyInAnyOrder(302, 410);
        assertThat(logins("v" + word) + logins("w" + word)).isOne();
    }

    /** What makes an invitation void. */
    private enum End {
        WITHDRAWN((test, id) -> test.inviting.post(test.team() + "/invitations/" + id + "/withdraw", Map.of())),
        INVITED_AGAIN((test, id) -> test.link(test.reader, Role.READER)),
        INVITER_TAKEN_OUT(
                (test, id) -> test.another().post(test.team() + "/" + test.owner.id() + "/take-out", Map.of())),
        INVITER_IS_OWNER_NO_MORE((test, id) ->
                test.another().post(test.team() + "/" + test.owner.id() + "/role", Map.of("role", "TECHNICAL"))),
        INVITER_SHUT_OUT((test, id) -> test.registrar.disable(test.owner)),
        TOO_OLD((test, id) -> test.sql
                .sql("update invitation set invited = now() - interval '8 days', expires = now() where id = ?")
                .param(id)
                .update()),
        ACCOUNT_CLOSED((test, id) -> test.sql
                .sql("update account set state = 'CLOSED' where id = ?")
                .param(test.account.id())
                .update());

        private final BiConsumer<InvitedTest, UUID> comes;

        End(BiConsumer<InvitedTest, UUID> comes) {
            this.comes = comes;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a04OpensNothingWhenItIsVoidAndSaysNotWhy(End end) {
        String link = link(reader, Role.OWNER);
        Visitor known = Visitor.inside(port, cast.aCustomer().login());
        UUID id = sql.sql("select id from invitation where account_id = ?")
                .param(account.id())
                .query(UUID.class)
                .single();

        end.comes.accept(this, id);

        isGone(link);
        assertThat(known.get(link).statusCode()).isEqualTo(410);
        assertThat(known.post(link + "/join", Map.of()).statusCode()).isEqualTo(410);
        assertThat(logins("w" + word)).isZero();
        assertThat(sql.sql("select count(*) from invitation where joined is not null and account_id = ?")
                        .param(account.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a04NobodyLearnsFromAnInvitationWhetherAnAddressHasALogin() {
        Person known = cast.aCustomer();
        Letters toKnown = Letters.to(known.email());
        Letters toReader = Letters.to(reader);
        for (String email : List.of(known.email(), reader)) {
            assertThat(Visitor.led(invite(email, Role.READER))).isEqualTo(team());
            assertThat(inviting.get(team()).body()).contains("An invitation is on its way to " + email);
        }
        assertThat(LINK.matcher(toKnown.text(subject())).replaceAll(""))
                .isEqualTo(LINK.matcher(toReader.text(subject())).replaceAll(""));
    }

    @Test
    void attack30TheTokenIsKeptAsAHash() {
        String link = link(reader, Role.READER);
        String token = link.substring(link.lastIndexOf('/') + 1);
        for (String table : List.of("one_time_link", "letter", "invitation")) {
            assertThat(sql.sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                            .param(token)
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(sql.sql("select purpose from one_time_link where token_hash = sha256(?::bytea)")
                        .param(token)
                        .query(String.class)
                        .single())
                .isEqualTo("invitation");
    }

    @Test
    void a04NeitherStaffNorWhoBelongsAlreadyJoinsAndTheLinkStays() {
        String link = link(reader, Role.READER);
        Visitor staff = Visitor.inside(
                port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        assertThat(staff.get(link).body())
                .contains("one of our staff")
                .doesNotContain("action=\"" + link + "/join\"", "??");
        assertThat(staff.post(link + "/join", Map.of()).body()).contains("Our staff join no account");
        assertThat(inviting.get(link).body())
                .contains("You belong to " + account.name() + " already")
                .doesNotContain("action=\"" + link + "/join\"", "??");
        assertThat(inviting.post(link + "/join", Map.of()).body()).contains("You belong to this account already");
        assertThat(sql.sql("select role from membership where account_id = ? and person_id = ?")
                        .params(account.id(), owner.id())
                        .query(String.class)
                        .single())
                .isEqualTo("OWNER");
        assertThat(new Visitor(port).get(link).statusCode()).isEqualTo(200);
    }

    @Test
    void a11WhoActsInACustomersNameInvitesAndIsWrittenDownButNeverJoins() {
        String link = link(reader, Role.READER);
        Person operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        Visitor staff = Visitor.inside(port, operator.login());
        staff.post("/desk/people/" + owner.id() + "/impersonate", Map.of());
        assertThat(Visitor.led(staff.post(team() + "/new", Map.of("email", "x" + reader, "role", "READER"))))
                .isEqualTo("/impersonation?unchanged");
        staff.post("/impersonation", Map.of("reason", "call 4711"));
        assertThat(Visitor.led(staff.post(team() + "/new", Map.of("email", "x" + reader, "role", "READER"))))
                .isEqualTo(team());
        assertThat(audit.of("account", account.id())).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("account.invite");
            assertThat(entry.after()).contains("x" + reader);
            assertThat(entry.login()).isEqualTo(operator.login());
            assertThat(entry.inNameOf()).isEqualTo(owner.login());
        });
        assertThat(staff.get(team()).body()).contains("invited by " + owner.name());
        for (String own : List.of(link, link + "/join")) {
            assertThat(staff.get(own).statusCode()).isEqualTo(403);
            assertThat(staff.post(own, newLogin("w" + word, Visitor.PASSWORD)).statusCode())
                    .isEqualTo(403);
        }
        assertThat(new Visitor(port).get(link).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESKTOP, Chromium.TELEPHONE})
    void looksWellInBothSchemes(int width) {
        String link = link(reader, Role.TECHNICAL);
        Person member = cast.aCustomer(account, Role.READER);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = Chromium.page(port, width, scheme);
            looksWell(page, link, "invitation-" + scheme);
            looksWell(page, "/invitation/none", "invitation-gone-" + scheme);
            page.navigate("/accounts/" + account.id());
            Chromium.logIn(page, owner.login());
            looksWell(page, "/accounts/" + account.id(), "account-" + scheme);
            looksWell(page, team(), "team-" + scheme);
            looksWell(page, team() + "/new", "team-new-" + scheme);
            looksWell(page, team() + "/" + member.id() + "/role", "team-member-" + scheme);
            looksWell(page, link, "invitation-known-" + scheme);
            page.close();
        }
    }

    private static void looksWell(Page page, String path, String picture) {
        page.navigate(path);
        Chromium.picture(page, picture);
        assertThat(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
                .as(picture + " scrolls sideways")
                .isEqualTo(false);
    }

    /** For everybody, and in the same words as a link that never was. */
    private void isGone(String link) {
        Visitor anybody = new Visitor(port);
        HttpResponse<String> page = anybody.get(link);
        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(page.body())
                .contains(GONE)
                .doesNotContain(account.name(), "??")
                .isEqualTo(anybody.get("/invitation/" + "a".repeat(43)).body());
        assertThat(anybody.post(link, newLogin("w" + word, Visitor.PASSWORD)).statusCode())
                .isEqualTo(410);
    }

    private Visitor another() {
        return Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
    }

    private HttpResponse<String> invite(String email, Role role) {
        return inviting.post(team() + "/new", Map.of("email", email, "role", role.name()));
    }

    /** Invites, and opens the letter; the link works when its letter is on its way for good. */
    private String link(String email, Role role) {
        int before = PostOffice.lettersFor(email).size();
        assertThat(Visitor.led(invite(email, role))).isEqualTo(team());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> PostOffice.lettersFor(email).size() > before);
        Matcher link = LINK.matcher(newest(email));
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> new Visitor(port).get(path).statusCode() == 200);
        return path;
    }

    private static String newest(String email) {
        var letters = PostOffice.lettersFor(email);
        try {
            return Parts.find(letters.get(letters.size() - 1), "text/plain");
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> newLogin(String login, String password) {
        return Map.of("login", login, "name", "Guest " + word, "password", password);
    }

    private String subject() {
        return owner.name() + " invites you to " + account.name();
    }

    private String team() {
        return "/accounts/" + account.id() + "/team";
    }

    private long logins(String login) {
        return sql.sql("select count(*) from person where login = ?")
                .param(login)
                .query(Long.class)
                .single();
    }
}
