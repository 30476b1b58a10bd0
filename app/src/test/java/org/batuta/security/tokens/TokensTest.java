package org.batuta.security.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Refusal;
import org.batuta.provider.As;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;

/** A token opens the door for programs, and that door opens with nothing else (A09). */
@BatutaTest
class TokensTest {

    private static final String TOKEN = "/api/v1/token";
    private static final Duration A_MONTH = Duration.ofDays(30);

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    @Test
    void a09ATokenActsForItsPersonOnOneAccountOnly() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        registrar.join(person, cast.anAccount(), Role.OWNER);
        Answer answer = program(made(person, account, Scope.WRITE)).get(TOKEN);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("person").asText()).isEqualTo(person.login());
        assertThat(answer.json().get("account").asText()).isEqualTo(account.id().toString());
        assertThat(permissions(program(made(person, account, Scope.WRITE))))
                .containsExactly("MANAGE_TEAM", "ORDER_SERVICES", "SEE_AUDIT", "SEE_SERVICES", "TRANSFER_SERVICES");
    }

    @Test
    void a09ATokenThatOnlyLooksMayChangeNothing() {
        Account account = cast.anAccount();
        Person owner = cast.aCustomer(account, Role.OWNER);
        assertThat(permissions(program(made(owner, account, Scope.READ)))).containsExactly("SEE_AUDIT", "SEE_SERVICES");
        Person operator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        assertThat(permissions(program(made(operator, null, Scope.READ))))
                .containsExactly("SEE_ACCOUNTS", "SEE_AUDIT", "SEE_OPERATIONS", "SEE_SERVICES", "WATCH_PROCESSES");
        assertThat(permissions(program(made(operator, null, Scope.WRITE))))
                .contains("MANAGE_SERVERS")
                .doesNotContain("RUN_PLATFORM");
    }

    @Test
    void a09ATokenNeverMayMoreThanItsPersonMayNow() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Program program = program(made(person, account, Scope.WRITE));
        registrar.join(person, account, Role.READER);
        assertThat(permissions(program)).containsExactly("SEE_SERVICES");
        registrar.join(person, account, Role.TECHNICAL);
        assertThat(permissions(program)).containsExactly("ORDER_SERVICES", "SEE_SERVICES");
    }

    @Test
    void a09ATokenEndsForGoodWithTheRoleOnWhichItStands() {
        Person operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        Program program = program(made(operator, null, Scope.READ));
        assertThat(program.get(TOKEN).status()).isEqualTo(200);
        registrar.appoint(operator, null);
        assertThat(program.get(TOKEN).status()).isEqualTo(401);
        registrar.appoint(operator, StaffRole.OPERATOR);
        assertThat(program.get(TOKEN).status()).as("it does not come back").isEqualTo(401);

        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Program ofCustomer = program(made(person, account, Scope.READ));
        registrar.disable(person);
        assertThat(ofCustomer.get(TOKEN).status()).isEqualTo(401);
        registrar.enable(person);
        assertThat(ofCustomer.get(TOKEN).status()).isEqualTo(401);
    }

    @Test
    void a09AClosedAccountOpensNothing() {
        Account account = cast.anAccount();
        Program program = program(made(cast.aCustomer(account, Role.OWNER), account, Scope.READ));
        sql.sql("update account set state = 'CLOSED' where id = ?")
                .param(account.id())
                .update();
        assertThat(program.get(TOKEN).status()).isEqualTo(401);
    }

    @Test
    void a09ATokenEndsWhenItsTimeIsOverAndWhenItsPersonEndsIt() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Tokens.Made expiring = made(person, account, Scope.READ);
        sql.sql("update api_token set created = now() - interval '2 days', expires = now() - interval '1 second'"
                        + " where id = ?")
                .param(expiring.token().id())
                .update();
        assertThat(program(expiring).get(TOKEN).status()).isEqualTo(401);

        Tokens.Made ended = made(person, account, Scope.READ);
        assertThat(program(ended).get(TOKEN).status()).isEqualTo(200);
        As.owner(person, account).run(() -> tokens.end(ended.token().id()));
        assertThat(program(ended).get(TOKEN).status()).isEqualTo(401);
        assertThat(audit.of("token", ended.token().id()))
                .extracting(AuditEntry::action, AuditEntry::login)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("token.end", person.login()),
                        org.assertj.core.groups.Tuple.tuple("token.make", person.login()));
    }

    @Test
    void a09ATokenIsBoundToItsAddresses() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Wanted wanted = new Wanted("bound", account.id(), Scope.READ, A_MONTH, List.of("192.0.2.0/24", "127.0.0.8/29"));
        Program program = program(As.owner(person, account).get(() -> tokens.make(wanted)));
        assertThat(program.statusFrom("127.0.0.9", TOKEN)).isEqualTo(200);
        assertThat(program.statusFrom("127.0.0.16", TOKEN)).isEqualTo(401);
    }

    @Test
    void a09TheLastUseIsKnownWithItsTimeAndItsAddress() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Tokens.Made made = made(person, account, Scope.READ);
        assertThat(mine(person, account).used()).isNull();
        program(made).statusFrom("127.0.0.5", TOKEN);
        Token used = mine(person, account);
        assertThat(used.usedFrom()).isEqualTo("127.0.0.5");
        assertThat(used.used()).isAfterOrEqualTo(made.token().created());
        program(made).statusFrom("127.0.0.5", TOKEN);
        assertThat(mine(person, account).used()).as("to the minute").isEqualTo(used.used());
        program(made).statusFrom("127.0.0.6", TOKEN);
        assertThat(mine(person, account).usedFrom()).isEqualTo("127.0.0.6");
    }

    @Test
    void a09TheTextIsNowhereWithUs() throws Exception {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        try (Traces traces = new Traces(application)) {
            Tokens.Made made = made(person, account, Scope.READ);
            assertThat(program(made).get(TOKEN).status()).isEqualTo(200);
            assertThat(traces.tablesWith(made.text())).isEmpty();
            assertThat(traces.linesWith(made.text())).isEmpty();
            assertThat(traces.tablesWith(made.token().start()))
                    .as("what is looked at")
                    .contains("api_token");
        }
    }

    @Test
    void aCookieOpensNothingThere() {
        Person person = cast.aCustomer();
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);
        var answer = visitor.get(TOKEN);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"batuta\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(visitor.get("/").statusCode()).as("and is not lost there").isEqualTo(200);
    }

    @Test
    void aCookieBesideATokenIsNeitherReadNorSet() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Visitor visitor = Visitor.inside(port, person.login());
        Map<String, String> cookie =
                Map.of("Cookie", "batuta=" + visitor.cookie("batuta").orElseThrow());
        Answer answer = program(made(person, account, Scope.READ)).send("GET", TOKEN, null, cookie);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(visitor.isInside()).as("the login of the cookie goes on").isTrue();
    }

    @Test
    void aTokenOpensNothingElse() {
        Person administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        Program program = program(made(administrator, null, Scope.WRITE));
        assertThat(program.get(TOKEN).header("Set-Cookie")).isEmpty();
        assertThat(program.get("/desk").status()).isEqualTo(302);
        assertThat(program.get("/tokens").status()).isEqualTo(302);
        assertThat(program.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(program.get("/camunda/api/engine/engine/default/filter").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer btt_",
                "Bearer btt_000000000000000000000000000000000000",
                "Basic YTpi",
                "Bearer ${7*7}",
                "bearer ' or 1=1 --"
            })
    void whatIsNoTokenOpensNothing(String shown) {
        Answer answer = new Program(port, null).send("GET", TOKEN, null, Map.of("Authorization", shown));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void afterManyWrongTokensOnlyWhoWasRightBeforeIsReadFromThere() {
        String from = "127.0.0.77";
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Program known = program(made(person, account, Scope.READ));
        Program late = program(made(person, account, Scope.READ));
        assertThat(known.statusFrom(from, TOKEN)).isEqualTo(200);
        for (int i = 0; i < WrongTokens.MOST; i++) {
            assertThat(new Program(port, TokenText.next()).statusFrom(from, TOKEN))
                    .isEqualTo(401);
        }
        assertThat(new Program(port, TokenText.next()).statusFrom(from, TOKEN)).isEqualTo(429);
        assertThat(late.statusFrom(from, TOKEN)).as("never seen from there").isEqualTo(429);
        assertThat(known.statusFrom(from, TOKEN)).isEqualTo(200);
        assertThat(late.statusFrom("127.0.0.78", TOKEN)).as("from elsewhere").isEqualTo(200);
    }

    @Test
    void aTokenIsKnownByItsFormAndNoTwoAreTheSame() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String text = TokenText.next();
            assertThat(text).matches("btt_[0-9A-Za-z]{36}");
            assertThat(TokenText.isOne(text)).isTrue();
            char last = text.charAt(39);
            assertThat(TokenText.isOne(text.substring(0, 39) + (last == 'x' ? 'y' : 'x')))
                    .isFalse();
            made.add(text);
        }
        assertThat(made).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300.1.1.1",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "example.org",
                "localhost",
                "2001:db8::1/32",
                "fe80::1%lo",
                "192.0.2",
                "0x7f.1",
                "::ffff:192.0.2.1/120",
                "/8",
                "2001:db8::/129",
                "1:2",
                "127.1",
                "${7*7}",
                "::1/"
            })
    void refusesWhatIsNoAddressAndAsksNoNameServer(String range) {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Wanted wanted = new Wanted("wrong", account.id(), Scope.READ, A_MONTH, List.of(range));
        assertThatThrownBy(() -> As.owner(person, account).get(() -> tokens.make(wanted)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.isAt("addresses")).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "192.0.2.7", "2001:db8::/48", "::/0", "::1", "10.0.0.0/8", "2001:db8::7/128"})
    void takesAddressesAndRangesAsTheDatabaseDoes(String range) {
        assertThat(AddressRange.parse(range)).isPresent();
        assertThat(sql.sql("select ?::cidr is not null")
                        .param(range)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void t30TheAuditNamesThePersonAndTheTokenByWhichAProgramActs() {
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Tokens.Made made = made(person, account, Scope.WRITE);
        UUID object = UUID.randomUUID();
        SecurityContextHolder.getContext()
                .setAuthentication(tokens.open(made.text(), "192.0.2.1").orElseThrow());
        try {
            audit.record("domain.change", "domain", object, null, null);
        } finally {
            SecurityContextHolder.clearContext();
        }
        AuditEntry entry = audit.of("domain", object).get(0);
        assertThat(entry.login()).isEqualTo(person.login());
        assertThat(entry.token()).isEqualTo(made.token().id());
        assertThat(audit.of("token", made.token().id()).get(0).token())
                .as("a person made it")
                .isNull();
    }

    private @Nullable UUID idOf(@Nullable Account account) {
        return account == null ? null : account.id();
    }

    private Tokens.Made made(Person person, @Nullable Account account, Scope scope) {
        String name = "t" + UUID.randomUUID();
        Wanted wanted = new Wanted(name, idOf(account), scope, A_MONTH, List.of());
        As self = account == null ? As.staff(cast.again(person)) : As.owner(person, account);
        return self.get(() -> tokens.make(wanted));
    }

    private Token mine(Person person, Account account) {
        return As.owner(person, account).get(() -> tokens.mine().get(0));
    }

    private static List<String> permissions(Program program) {
        List<String> permissions = new ArrayList<>();
        program.get(TOKEN).json().get("permissions").forEach(permission -> permissions.add(permission.asText()));
        return permissions;
    }

    private Program program(Tokens.Made made) {
        return new Program(port, made.text());
    }
}
