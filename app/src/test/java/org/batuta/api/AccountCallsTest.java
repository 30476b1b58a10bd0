package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts, whom to write to and who belongs to them, as programs open, keep and close them (L19). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class AccountCallsTest {

    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String EMERGENCY =
            "{\"usage\":\"EMERGENCY\",\"email\":\"ada@elsewhere.example\",\"language\":\"es\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Program administrator;
    private Program owner;

    @BeforeEach
    void anAccountAndPrograms() {
        account = cast.anAccount();
        administrator = Program.of(application, port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR), null, Scope.WRITE);
        owner = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.WRITE);
    }

    @Test
    void l19AnAccountIsOpenedAndWaitsForItsEmergencyAddress() {
        Answer opened = administrator.post(ACCOUNTS, "{\"name\":\" Acme \",\"kind\":\"COMPANY\",\"language\":\"ca\"}");
        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
        String url = opened.header("Location");
        assertThat(opened.json().get("url").asText()).isEqualTo(url);
        JsonNode told = administrator.get(url).json();
        assertThat(told).isEqualTo(opened.json());
        assertThat(told.get("name").asText()).isEqualTo("Acme");
        assertThat(told.get("language").asText()).isEqualTo("ca");
        assertThat(told.get("state").asText()).isEqualTo("OPENED");

        Answer written = administrator.post(url + "/contacts", EMERGENCY);
        assertThat(written.status()).as(written.toString()).isEqualTo(201);
        assertThat(written.json().get("confirmed").isNull()).isTrue();
        assertThat(administrator.get(url + "/contacts").json().get("items")).containsExactly(written.json());
    }

    @ParameterizedTest
    @EnumSource(Account.Kind.class)
    void a02AnAccountIsOfAKindThatItKeeps(Account.Kind kind) {
        Answer opened = administrator.post(
                ACCOUNTS, "{\"name\":\"Of a kind\",\"kind\":\"%s\",\"language\":\"en\"}".formatted(kind));

        assertThat(administrator
                        .get(opened.header("Location"))
                        .json()
                        .get("kind")
                        .asText())
                .isEqualTo(kind.name());
    }

    @Test
    void k17AskedAgainWithTheSameKeyItIsTheSameAccount() {
        String key = Ids.next().toString();
        String asked = "{\"name\":\"Twice\",\"kind\":\"COMPANY\",\"language\":\"en\"}";
        Answer once = open(asked, key);
        Answer again = open(asked, key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(once.json());
        assertThat(administrator.post(ACCOUNTS, asked).json().get("id"))
                .isNotEqualTo(once.json().get("id"));
        Answer another = open(asked.replace("Twice", "Thrice"), key);
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.json().get("code").asText()).isEqualTo("key-reused");
        Answer malformed = open(asked, "two words");
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(malformed.json().at("/errors/0/header").asText()).isEqualTo("Idempotency-Key");
    }

    private Answer open(String asked, String key) {
        return administrator.send("POST", ACCOUNTS, asked, Map.of("Idempotency-Key", key));
    }

    @Test
    void a01AnOwnerKeepsWhomToWriteTo() {
        String contacts = contacts(account);
        String url = owner.post(contacts, EMERGENCY).header("Location");
        assertThat(owner.post(url + "/ask", "").status()).isEqualTo(204);
        assertThat(delete(owner, url).status()).isEqualTo(204);
        assertThat(delete(owner, url).status()).isEqualTo(404);
        Answer again = owner.post(contacts, EMERGENCY);
        Answer twice = owner.post(contacts, EMERGENCY);
        assertThat(again.status()).isEqualTo(201);
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.json().at("/errors/0/code").asText()).isEqualTo("contact.known");
    }

    @Test
    void a13SomebodyIsLetInShutOutAndLetInAgain() {
        String login = "p" + Long.toString(Ids.next().getLeastSignificantBits() & Long.MAX_VALUE, 36);
        String password = "seven grey herons wade";
        Answer welcomed = administrator.post(people(account), person(login, password));
        assertThat(welcomed.status()).as(welcomed.toString()).isEqualTo(201);
        assertThat(welcomed.toString()).doesNotContain(password);
        String url = welcomed.header("Location");
        assertThat(owner.get(url).json().get("role").asText()).isEqualTo("TECHNICAL");
        Visitor visitor = new Visitor(port);
        visitor.login(login, password);
        assertThat(visitor.isInside()).isTrue();
        assertThat(administrator
                        .post(people(account), person(login, password))
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("#/login");

        assertThat(administrator.post(url + "/out", "").status()).isEqualTo(204);
        assertThat(owner.get(url).json().get("shutOut").asBoolean()).isTrue();
        assertThat(administrator.post(url + "/in", "").status()).isEqualTo(204);
        assertThat(owner.get(url).json().get("shutOut").asBoolean()).isFalse();

        String given = "{\"member\":\"%s\",\"role\":\"BILLING\"}".formatted(login);
        assertThat(put(administrator, address(account) + "/roles", given).status())
                .isEqualTo(204);
        assertThat(owner.get(url).json().get("role").asText()).isEqualTo("BILLING");
    }

    @Test
    void a13AdministratorsFindTheirPeopleAndEndTheLoginsOfAnybody() {
        Person colleague = cast.aMemberOfStaff(StaffRole.MANAGER);
        Person customer = cast.aCustomer(account, Role.READER);
        Visitor browser = Visitor.inside(port, customer.login());
        String url = "/api/v1/people/" + customer.id();
        JsonNode shown = administrator.get("/api/v1/people/" + colleague.id()).json();
        assertThat(shown.get("login").asText()).isEqualTo(colleague.login());
        assertThat(shown.get("staffRole").asText()).isEqualTo("MANAGER");
        assertThat(administrator.get("/api/v1/people?limit=100").json().toString())
                .doesNotContain(customer.login());
        assertThat(administrator.get(url).json().get("staffRole").isNull()).isTrue();
        JsonNode login = administrator.get(url + "/logins").json().get("items").get(0);
        assertThat(login.get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(login.get("withPasskey").asBoolean()).isFalse();

        Program operator = Program.of(application, port, cast.aMemberOfStaff(StaffRole.OPERATOR), null, Scope.WRITE);
        for (Program other : new Program[] {operator, owner}) {
            assertThat(other.get(url).status()).isEqualTo(403);
            assertThat(delete(other, url + "/logins").status()).isEqualTo(403);
        }
        assertThat(browser.isInside()).isTrue();
        assertThat(delete(administrator, url + "/logins").status()).isEqualTo(204);
        assertThat(browser.isInside()).isFalse();
        assertThat(administrator.get(url + "/logins").json().get("items")).isEmpty();
        assertThat(administrator.get("/api/v1/people/" + Ids.next()).status()).isEqualTo(404);
        assertThat(administrator
                        .get("/api/v1/audit?action=person.logins-end&object=" + customer.id())
                        .json()
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void a04AnOwnerInvitesChangesRolesAndTakesOut() {
        Answer invited = owner.post(
                address(account) + "/invitations", "{\"email\":\"bo@elsewhere.example\",\"role\":\"READER\"}");
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        assertThat(owner.get(address(account) + "/invitations").json().findValuesAsText("url"))
                .containsExactly(invited.header("Location"));
        assertThat(delete(owner, invited.header("Location")).status()).isEqualTo(204);
        assertThat(owner.get(address(account) + "/invitations").json().get("items"))
                .isEmpty();

        String member =
                people(account) + "/" + cast.aCustomer(account, Role.READER).id();
        assertThat(put(owner, member + "/role", "{\"role\":\"TECHNICAL\"}")
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("TECHNICAL");
        assertThat(delete(owner, member).status()).isEqualTo(204);
        assertThat(owner.get(member).status()).isEqualTo(404);
    }

    @Test
    void a06AnAccountIsClosedByItsNameAndThatIsStopped() {
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (gen_random_uuid(), 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params("closing-" + account.number() + ".test", account.id())
                .update();
        JsonNode loss = administrator.get(address(account) + "/loss").json();
        assertThat(loss.at("/lost/people").asLong() + loss.at("/lost/others").asLong())
                .isEqualTo(1);
        assertThat(loss.at("/lost/services/0/names/0").asText()).startsWith("closing-");
        String closing = address(account) + "/closing";
        assertThat(administrator.get(closing).status()).isEqualTo(404);
        Answer mistyped = put(administrator, closing, closing("Somebody else"));
        assertThat(mistyped.status()).isEqualTo(422);
        assertThat(mistyped.json().at("/errors/0/pointer").asText()).isEqualTo("#/confirm");

        Answer begun = put(administrator, closing, closing(account.name()));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        assertThat(begun.json().get("reason").asText()).isEqualTo("no longer wanted");
        assertThat(put(administrator, closing, closing(account.name())).status())
                .isEqualTo(409);

        assertThat(delete(administrator, closing).status()).isEqualTo(204);
        assertThat(administrator.get(closing).status()).isEqualTo(404);
        assertThat(administrator.get(address(account)).json().get("state").asText())
                .isEqualTo("ACTIVE");
        assertThat(delete(administrator, closing).status()).isEqualTo(409);
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        Map.of(
                        "{}", "#/kind #/language #/name",
                        "{\"name\":\"\",\"kind\":\"COMPANY\",\"language\":\"en\"}", "#/name",
                        "{\"name\":\"Acme\",\"kind\":\"GANG\",\"language\":\"en\"}", "#/kind",
                        "{\"name\":\"Acme\",\"kind\":\"COMPANY\",\"language\":\"xx\"}", "#/language",
                        "{\"name\":\"Acme\",\"kind\":\"COMPANY\",\"language\":\"en\",\"more\":1}", "#/more")
                .forEach((sent, pointers) -> assertRefused(administrator.post(ACCOUNTS, sent), pointers));
        assertRefused(owner.post(contacts(account), EMERGENCY.replace("ada@", "")), "#/email");
        assertRefused(
                put(administrator, address(account) + "/roles", "{\"member\":\"nobody.at.all\",\"role\":\"OWNER\"}"),
                "#/member");
        assertRefused(administrator.post(people(account), person("Not A Login", "x")), "#/login #/password");
    }

    @Test
    void t24WhatIsAnothersIsNotThere() {
        Account other = cast.anAccount();
        Program stranger = Program.of(application, port, cast.aCustomer(other, Role.OWNER), other, Scope.WRITE);
        String contact = owner.post(contacts(account), EMERGENCY).header("Location");
        String member =
                people(account) + "/" + cast.aCustomer(account, Role.READER).id();
        String through = contact.replace(account.id().toString(), other.id().toString());
        assertThat(stranger.post(contacts(account), EMERGENCY).status()).isEqualTo(404);
        assertThat(stranger.post(contact + "/ask", "").status()).isEqualTo(404);
        assertThat(delete(stranger, contact).status()).isEqualTo(404);
        assertThat(delete(stranger, through).status()).isEqualTo(404);
        assertThat(stranger.get(contact).status()).isEqualTo(404);
        assertThat(stranger.get(member).status()).isEqualTo(404);
        assertThat(delete(stranger, member).status()).isEqualTo(404);
        assertThat(put(stranger, member + "/role", "{\"role\":\"OWNER\"}").status())
                .isEqualTo(404);
        assertThat(owner.get(member).json().get("role").asText()).isEqualTo("READER");
        assertThat(owner.get(contact).json().get("email").asText()).isEqualTo("ada@elsewhere.example");
    }

    @Test
    void t17ATokenThatOnlyLooksChangesNothing() {
        Program looks = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.READ);
        assertThat(looks.post(contacts(account), EMERGENCY).status()).isEqualTo(403);
        assertThat(looks.get(contacts(account)).toString()).doesNotContain("ada@");
        Program looksOn = Program.of(application, port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR), null, Scope.READ);
        assertThat(put(looksOn, address(account) + "/closing", closing(account.name()))
                        .status())
                .isEqualTo(403);
        assertThat(sql.sql("select state from account where id = ?")
                        .param(account.id())
                        .query(String.class)
                        .single())
                .isEqualTo("ACTIVE");
    }

    private static void assertRefused(Answer answer, String pointers) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer").stream().sorted())
                .as(answer.toString())
                .containsExactly(pointers.split(" "));
    }

    private static String address(Account account) {
        return ACCOUNTS + "/" + account.id();
    }

    private static String contacts(Account account) {
        return address(account) + "/contacts";
    }

    private static String people(Account account) {
        return address(account) + "/people";
    }

    private static String person(String login, String password) {
        return "{\"login\":\"%s\",\"name\":\"Bo\",\"email\":\"bo@elsewhere.example\",\"role\":\"TECHNICAL\",\"password\":\"%s\"}"
                .formatted(login, password);
    }

    private static String closing(String name) {
        return "{\"confirm\":\"%s\",\"reason\":\"no longer wanted\"}".formatted(name);
    }

    private static Answer put(Program program, String address, String json) {
        return program.send("PUT", address, json, Map.of());
    }

    private static Answer delete(Program program, String address) {
        return program.send("DELETE", address, null, Map.of());
    }
}
