package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.batuta.security.factor.SecondFactors;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who belongs to an account, as its owners keep it (A04). */
@BatutaTest
class TeamPagesTest {

    private static final String LAST_OWNER = "This is the last owner who can log in";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private SecondFactors factors;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void a04AnOwnerSeesWhoBelongsToTheAccountAndWhoIsInvited() {
        Account account = cast.anAccount();
        Visitor owner = Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
        Person careful = cast.aCustomer(account, Role.TECHNICAL);
        factors.begin(careful);
        sql.sql("update second_factor set confirmed = now() where person_id = ?")
                .param(careful.id())
                .update();

        assertThat(owner.get("/accounts/" + account.id()).body()).contains("href=\"" + team(account) + "\"");
        String page = owner.get(team(account)).body();
        assertThat(page)
                .contains("You", "last used", "Nobody is invited")
                .containsOnlyOnce("Second factor")
                .containsOnlyOnce("Never logged in")
                .doesNotContain("??");
        assertThat(page.substring(page.indexOf("<code>" + careful.login())))
                .contains("Technical", careful.email(), "Second factor", "Never logged in");

        assertThat(Visitor.led(invite(owner, account, "new@example.org", Role.BILLING)))
                .isEqualTo(team(account));
        String told = owner.get(team(account)).body();
        assertThat(told).contains("An invitation is on its way to new@example.org");
        assertThat(told.substring(told.indexOf("id=\"invitations\"")))
                .contains("new@example.org", "Billing", "invited by customer");
    }

    @Test
    void a04AnOwnerGivesAnotherRoleAndTheLoginsOfThatPersonEnd() {
        Account account = cast.anAccount();
        Visitor owner = Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
        Person person = cast.aCustomer(account, Role.TECHNICAL);
        Visitor theirs = Visitor.inside(port, person.login());
        assertThat(owner.get(role(account, person)).body())
                .contains(person.name(), "value=\"TECHNICAL\" selected")
                .doesNotContain("??");

        assertThat(Visitor.led(owner.post(role(account, person), Map.of("role", "READER"))))
                .isEqualTo(team(account));

        assertThat(roleOf(account, person)).isEqualTo("READER");
        assertThat(theirs.isInside()).isFalse();
        assertThat(audit.of("person", person.id())).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("person.join");
            assertThat(entry.before()).contains("TECHNICAL");
            assertThat(entry.after()).contains("READER");
        });
        theirs.login(person.login(), Visitor.PASSWORD);
        owner.post(role(account, person), Map.of("role", "READER"));
        assertThat(theirs.isInside()).as("the same role changes nothing").isTrue();
        assertThat(owner.post(role(account, person), Map.of("role", "KING")).body())
                .contains("id=\"role-problem\"")
                .doesNotContain("??");
    }

    @Test
    void a04WhoIsTakenOutLosesTheAccountAtTheNextRequestAndItsTokens() {
        Account account = cast.anAccount();
        Account other = cast.anAccount();
        Visitor owner = Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
        Person person = cast.aCustomer(account, Role.TECHNICAL);
        registrar.join(person, other, Role.READER);
        Visitor theirs = Visitor.inside(port, person.login());
        Program here = Program.of(application, port, person, account, Scope.WRITE);
        Program there = Program.of(application, port, person, other, Scope.READ);
        assertThat(theirs.get("/accounts/" + account.id()).statusCode()).isEqualTo(200);
        assertThat(here.get("/api/v1/token").status()).isEqualTo(200);

        assertThat(Visitor.led(owner.post(out(account, person), Map.of()))).isEqualTo(team(account));

        assertThat(Visitor.led(theirs.get("/accounts/" + account.id()))).endsWith("/login");
        theirs.login(person.login(), Visitor.PASSWORD);
        assertThat(theirs.get("/accounts/" + account.id()).statusCode()).isEqualTo(404);
        assertThat(theirs.get("/accounts/" + other.id()).statusCode()).isEqualTo(200);
        assertThat(here.get("/api/v1/token").status()).isEqualTo(401);
        assertThat(there.get("/api/v1/token").status()).isEqualTo(200);
        assertThat(owner.get(team(account)).body()).doesNotContain(person.email());
        assertThat(audit.of("person", person.id())).anySatisfy(entry -> {
            assertThat(entry.action()).isEqualTo("person.leave");
            assertThat(entry.before()).contains("TECHNICAL");
            assertThat(entry.accountId()).isEqualTo(account.id());
        });
        assertThat(owner.post(out(account, person), Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void a04TheLastOwnerIsNeitherTakenOutNorMadeSomethingElse() {
        Account account = cast.anAccount();
        Person last = cast.aCustomer(account, Role.OWNER);
        registrar.disable(cast.aCustomer(account, Role.OWNER));
        Person administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        for (Visitor visitor :
                List.of(Visitor.inside(port, last.login()), Visitor.inside(port, administrator.login()))) {
            assertThat(visitor.post(role(account, last), Map.of("role", "READER"))
                            .body())
                    .contains(LAST_OWNER)
                    .doesNotContain("??");
            HttpResponse<String> out = visitor.post(out(account, last), Map.of());
            assertThat(out.statusCode()).isEqualTo(422);
            assertThat(out.body()).contains(LAST_OWNER);
        }
        assertThat(roleOf(account, last)).isEqualTo("OWNER");
    }

    @Test
    void a04NobodyChangesTheOwnRole() {
        Account account = cast.anAccount();
        Person self = cast.aCustomer(account, Role.OWNER);
        Person other = cast.aCustomer(account, Role.OWNER);
        Visitor owner = Visitor.inside(port, self.login());
        assertThat(owner.get(role(account, self)).body())
                .contains("This is you")
                .doesNotContain("name=\"role\"", "/take-out");
        assertThat(owner.post(role(account, self), Map.of("role", "READER")).body())
                .contains("another owner changes");
        assertThat(owner.post(out(account, self), Map.of()).body()).contains("another owner changes");
        assertThat(roleOf(account, self)).isEqualTo("OWNER");
        assertThat(Visitor.led(Visitor.inside(port, other.login()).post(role(account, self), Map.of("role", "READER"))))
                .isEqualTo(team(account));
        assertThat(roleOf(account, self)).isEqualTo("READER");
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void a04OfTwoOwnersWhoDoItToEachOtherAtOnceOneStays(Loss loss) {
        Account account = cast.anAccount();
        Person ada = cast.aCustomer(account, Role.OWNER);
        Person ben = cast.aCustomer(account, Role.OWNER);
        Visitor ofAda = Visitor.inside(port, ada.login());
        Visitor ofBen = Visitor.inside(port, ben.login());
        List<CompletableFuture<HttpResponse<String>>> both = Objects.requireNonNull(transaction.execute(held -> {
            sql.sql("select id from account where id = ? for update")
                    .param(account.id())
                    .query(UUID.class)
                    .single();
            var asked = List.of(
                    CompletableFuture.supplyAsync(() -> loss.of(ofAda, account, ben)),
                    CompletableFuture.supplyAsync(() -> loss.of(ofBen, account, ada)));
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == 2);
            return asked;
        }));

        List<HttpResponse<String>> answers =
                both.stream().map(CompletableFuture::join).toList();

        assertThat(answers)
                .filteredOn(answer -> Visitor.led(answer).equals(team(account)))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.body().contains(LAST_OWNER))
                .hasSize(1);
        assertThat(sql.sql("select count(*) from membership where account_id = ? and role = 'OWNER'")
                        .param(account.id())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private enum Loss {
        TAKEN_OUT,
        MADE_A_READER;

        HttpResponse<String> of(Visitor visitor, Account account, Person person) {
            return this == TAKEN_OUT
                    ? visitor.post(out(account, person), Map.of())
                    : visitor.post(role(account, person), Map.of("role", "READER"));
        }
    }

    @Test
    void a04AtMostTwentyInvitationsWaitAndTakenBackOnesCountForADay() {
        Account account = cast.anAccount();
        Visitor owner = Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
        sql.sql("insert into invitation (id, account_id, email, role, invited_by, invited, expires)"
                        + " select gen_random_uuid(), ?, 'many' || n || '@example.org', 'READER', p.person_id, now(),"
                        + " now() + interval '1 day' from generate_series(1, 18) n,"
                        + " (select person_id from membership where account_id = ?) p")
                .params(account.id(), account.id())
                .update();
        assertThat(Visitor.led(invite(owner, account, "ben@example.org", Role.READER)))
                .isEqualTo(team(account));
        UUID newest = newest(account);
        assertThat(Visitor.led(owner.post(team(account) + "/invitations/" + newest + "/withdraw", Map.of())))
                .isEqualTo(team(account));
        assertThat(Visitor.led(invite(owner, account, "BEN@example.org", Role.READER)))
                .isEqualTo(team(account));
        assertThat(invite(owner, account, "carl@example.org", Role.READER).body())
                .contains("At most 20 invitations", "value=\"carl@example.org\"")
                .doesNotContain("??");
        sql.sql("update invitation set ended = ended - interval '25 hours', invited = invited - interval '26 hours'"
                        + " where account_id = ? and ended is not null")
                .param(account.id())
                .update();
        assertThat(Visitor.led(invite(owner, account, "carl@example.org", Role.READER)))
                .isEqualTo(team(account));
        assertThat(invite(owner, account, "dora@example.org", Role.READER).body())
                .contains("At most 20 invitations");
        assertThat(audit.of("account", account.id()))
                .extracting(AuditEntry::action)
                .contains("account.invite", "account.invite-withdraw");
    }

    @Test
    void refusesAtTheFieldWhatIsNoAddress() {
        Account account = cast.anAccount();
        Visitor owner = Visitor.inside(port, cast.aCustomer(account, Role.OWNER).login());
        assertThat(invite(owner, account, "Ada <ada@example.org>", Role.READER).body())
                .contains("id=\"email-problem\"", "value=\"Ada &lt;ada@example.org&gt;\"")
                .doesNotContain("??");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWNER")
    void a04OnlyOwnersKeepTheTeam(Role role) {
        Account account = cast.anAccount();
        Person owner = cast.aCustomer(account, Role.OWNER);
        invite(Visitor.inside(port, owner.login()), account, "new@example.org", Role.READER);
        Person person = cast.aCustomer(account, role);
        Visitor member = Visitor.inside(port, person.login());
        assertThat(member.get("/accounts/" + account.id()).body()).doesNotContain(team(account));
        assertThat(answers(member, account.id(), owner.id(), newest(account))).containsOnly(403);
        assertThat(Visitor.led(member.get("/accounts/" + account.id()))).isEmpty();
        assertThat(roleOf(account, owner)).isEqualTo("OWNER");
    }

    @Test
    void t17OthersTeamsAreAsUnknownOnes() {
        Account account = cast.anAccount();
        Person owner = cast.aCustomer(account, Role.OWNER);
        invite(Visitor.inside(port, owner.login()), account, "new@example.org", Role.READER);
        Account own = cast.anAccount();
        Visitor stranger = Visitor.inside(port, cast.aCustomer(own, Role.OWNER).login());
        assertThat(answers(stranger, account.id(), owner.id(), newest(account))).containsOnly(404);
        assertThat(answers(stranger, Ids.next(), Ids.next(), Ids.next())).containsOnly(404);
        for (UUID nobodys : List.of(owner.id(), newest(account), Ids.next())) {
            assertThat(stranger.get(team(own) + "/" + nobodys + "/role").statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post(team(own) + "/" + nobodys + "/role", Map.of("role", "READER"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post(team(own) + "/" + nobodys + "/take-out", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(stranger.post(team(own) + "/invitations/" + nobodys + "/withdraw", Map.of())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(roleOf(account, owner)).isEqualTo("OWNER");
        assertThat(newest(account)).isNotNull();
    }

    @Test
    void l19AProgramOfAnOwnerReadsWhoBelongsToTheAccount() {
        Account account = cast.anAccount();
        Person owner = cast.aCustomer(account, Role.OWNER);
        Person reader = cast.aCustomer(account, Role.READER);
        String path = "/api/v1/accounts/" + account.id() + "/people";
        JsonNode items = Program.of(application, port, owner, account, Scope.WRITE)
                .get(path)
                .json()
                .get("items");
        assertThat(Stream.of(owner, reader).map(Person::login).sorted().toList())
                .isEqualTo(IntStream.range(0, items.size())
                        .mapToObj(n -> items.get(n).get("login").asText())
                        .toList());
        assertThat(items.findValuesAsText("role")).containsExactlyInAnyOrder("OWNER", "READER");
        assertThat(items.get(0).get("secondFactor").asBoolean(true)).isFalse();
        assertThat(Program.of(application, port, reader, account, Scope.WRITE)
                        .get(path)
                        .status())
                .isEqualTo(403);
        Account other = cast.anAccount();
        Person stranger = cast.aCustomer(other, Role.OWNER);
        assertThat(Program.of(application, port, stranger, other, Scope.WRITE)
                        .get(path)
                        .status())
                .isEqualTo(404);
    }

    private List<Integer> answers(Visitor visitor, UUID account, UUID person, UUID invitation) {
        String team = "/accounts/" + account + "/team";
        return Stream.of(
                        visitor.get(team),
                        visitor.get(team + "/new"),
                        visitor.post(team + "/new", Map.of("email", "x@example.org", "role", "OWNER")),
                        visitor.post(team + "/new", Map.of()),
                        visitor.get(team + "/" + person + "/role"),
                        visitor.post(team + "/" + person + "/role", Map.of("role", "READER")),
                        visitor.post(team + "/" + person + "/role", Map.of()),
                        visitor.post(team + "/" + person + "/take-out", Map.of()),
                        visitor.post(team + "/invitations/" + invitation + "/withdraw", Map.of()))
                .map(HttpResponse::statusCode)
                .toList();
    }

    private static HttpResponse<String> invite(Visitor owner, Account account, String email, Role role) {
        return owner.post(team(account) + "/new", Map.of("email", email, "role", role.name()));
    }

    /** Throws when none waits. */
    private UUID newest(Account account) {
        return sql.sql("select id from invitation where account_id = ? and ended is null order by invited desc limit 1")
                .param(account.id())
                .query(UUID.class)
                .single();
    }

    private long waiting() {
        return sql.sql("select count(distinct pid) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }

    private String roleOf(Account account, Person person) {
        return sql.sql("select role from membership where account_id = ? and person_id = ?")
                .params(account.id(), person.id())
                .query(String.class)
                .single();
    }

    private static String team(Account account) {
        return "/accounts/" + account.id() + "/team";
    }

    private static String role(Account account, Person person) {
        return team(account) + "/" + person.id() + "/role";
    }

    private static String out(Account account, Person person) {
        return team(account) + "/" + person.id() + "/take-out";
    }
}
