package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Statements;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.provider.Administrator;
import org.batuta.provider.Letters;
import org.batuta.security.tokens.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service is offered to another account, and nobody learns of it more than those two want (T41). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class TransferPagesTest {

    private static final String OTHERS = "That is for an owner of the other account to say.";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Account other;
    private Person giving;
    private Person taking;
    private Visitor giver;
    private Visitor receiver;
    private String name;
    private UUID domain;

    @BeforeEach
    void aDomainAndAnotherAccount() {
        account = cast.anAccount("Acme & Sons");
        other = cast.anAccount();
        giving = cast.aCustomer(account, Role.OWNER);
        taking = cast.aCustomer(other, Role.OWNER);
        giver = visitor(giving);
        receiver = visitor(taking);
        name = "given-" + account.number() + ".test";
        domain = domain(name);
        mailbox("ada");
        mailbox("ben");
    }

    @Test
    void t41WhatGoesAlongIsShownBeforeAndAnOwnerOfTheOtherAccountTakesIt() {
        assertThat(giver.get("/services/" + domain).body()).contains("/services/" + domain + "/transfer");
        assertThat(words(giver.get("/services/" + domain + "/transfer")))
                .contains("What goes along", name, "Mailboxes: 2", "Number of the other account")
                .doesNotContain("??");
        String transfer = offered();

        assertThat(words(giver.get(transfer)))
                .contains("Transfer of " + name + " to account " + other.number(), "Waits", "Mailboxes: 2")
                .contains("Take the offer back", "Nothing has changed yet")
                .doesNotContain("??", other.name(), "Accept");
        assertThat(words(giver.get("/services/" + domain))).contains("Look at the transfer");
        assertThat(words(receiver.get("/")))
                .contains(name + " is offered to " + other.name() + " by Acme &amp; Sons")
                .doesNotContain("??");
        assertThat(words(receiver.get(transfer)))
                .contains("Accept", "Decline", "Mailboxes: 2", other.name(), "Acme &amp; Sons")
                .doesNotContain("??", "ada@", "Take the offer back", "is offered to");
        assertThat(receiver.get(transfer).body()).doesNotContain(domain.toString());

        assertThat(Visitor.led(accept(transfer))).isEqualTo(transfer);

        assertThat(words(receiver.get(transfer)))
                .contains("It is yours now", "Moved")
                .doesNotContain("??");
        assertThat(receiver.get(transfer).body()).contains("/services/" + domain);
        assertThat(words(receiver.get("/"))).doesNotContain("is offered to");
        assertThat(receiver.get("/services/" + domain).body())
                .contains("/accounts/" + other.id() + "\">" + other.name());
        assertThat(giver.get("/services/" + domain).statusCode()).isEqualTo(404);
        assertThat(giver.get("/services").body()).doesNotContain(name);
        assertThat(words(giver.get(transfer))).contains("It belongs to account " + other.number() + " now");
        assertThat(owners(name)).containsOnly(other.id());
    }

    @Test
    void t41NobodyLearnsWhetherThereIsAnAccountOfANumber() {
        Account suspended = cast.anAccount();
        sql.sql("update account set state = 'SUSPENDED' where id = ?")
                .param(suspended.id())
                .update();
        List<String> numbers = List.of(
                Long.toString(other.number()), Long.toString(suspended.number()), "9900077", "999999999999999999");
        Map<String, String> seen = new LinkedHashMap<>();
        for (String number : numbers) {
            HttpResponse<String> answer = offers(giver, number);
            String transfer = Visitor.led(answer);
            assertThat(transfer).as(number).startsWith("/transfers/");
            String page = words(giver.get(transfer)) + words(giver.get("/services/" + domain));
            Program program = Program.of(application, port, giving, account, Scope.READ);
            String told = program.get("/api/v1" + transfer).toString();
            seen.put(number, plain(answer.statusCode() + page + told, number, transfer));
            assertThat(giver.post(transfer + "/accept", Map.of()).body()).contains(OTHERS);
            assertThat(giver.post(transfer + "/decline", Map.of()).body()).contains(OTHERS);
            assertThat(Visitor.led(giver.post(transfer + "/withdraw", Map.of())))
                    .isEqualTo(transfer);
        }
        assertThat(seen.values()).allSatisfy(page -> assertThat(page).isEqualTo(seen.get(numbers.get(0))));
        assertThat(owners(name)).containsOnly(account.id());
    }

    @Test
    void t41StaffAreToldAtTheFieldThatThereIsNoSuchAccount() {
        Visitor administrator = staff(StaffRole.ADMINISTRATOR);
        assertThat(offers(administrator, "77").body())
                .contains("id=\"receiver-problem\"", "No active account has the number 77");
        String transfer = Visitor.led(offers(administrator, Long.toString(other.number())));

        assertThat(words(administrator.get(transfer)))
                .contains(other.name(), "Take the offer back")
                .doesNotContain("Accept", "??");
        assertThat(administrator.post(transfer + "/accept", Map.of()).body()).contains(OTHERS);
        assertThat(owners(name)).containsOnly(account.id());
        assertThat(Visitor.led(accept(transfer))).isEqualTo(transfer);
        assertThat(owners(name)).containsOnly(other.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "-1", "12a", "1.5", "1e3", "12345678901234567890", "\u0661\u0662"})
    void t41RefusesAtItsFieldWhatIsNoNumber(String number) {
        assertThat(offers(giver, number).body())
                .contains("id=\"receiver-problem\"", "This is no number of an account.");
        assertThat(transfers()).isZero();
    }

    @Test
    void t41WhatForbidsItIsSaidAtOnce() {
        assertThat(offers(giver, Long.toString(account.number())).body())
                .contains("id=\"receiver-problem\"", "It belongs to this account already.");
        UUID mailbox = idOf("ada@" + name);
        assertForbidden(mailbox, "lives in " + name + " and goes along with it");

        UUID waits = waits(mailbox);
        assertForbidden(domain, "Something is being done with ada@" + name);
        sql.sql("delete from request where id = ?").param(waits).update();

        set("service", "state = 'SUSPENDED'", mailbox);
        assertForbidden(domain, "ada@" + name + " does not work now");
        set("service", "state = 'ACTIVE'", mailbox);

        UUID below = domain("shop." + name);
        assertForbidden(domain, "A domain above or below " + name + " would stay behind");
        assertForbidden(below, "A domain above or below shop." + name + " would stay behind");
        set("service", "state = 'REMOVED'", below);

        set("account", "state = 'SUSPENDED'", account.id());
        assertForbidden(domain, "This account is not active");
        set("account", "state = 'CLOSING'", account.id());
        assertForbidden(domain, "This account is being closed");
        set("account", "state = 'ACTIVE'", account.id());

        offered();
        assertForbidden(domain, name + " is offered to another account already");
        assertThat(transfers()).isOne();
    }

    @Test
    void t41NobodyAsksManyNumbers() {
        for (int number = 1; number <= 20; number++) {
            assertThat(Visitor.led(giver.post(Visitor.led(offers(giver, "99000" + number)) + "/withdraw", Map.of())))
                    .startsWith("/transfers/");
        }
        assertThat(offers(giver, Long.toString(other.number())).body()).contains("At most 20 services of an account");
        assertThat(transfers()).isEqualTo(20);
        assertThat(Visitor.led(offers(staff(StaffRole.ADMINISTRATOR), Long.toString(other.number()))))
                .startsWith("/transfers/");
    }

    @Test
    void t41IsForOwnersOfTheTwoAccountsAndForAdministrators() {
        String form = "/services/" + domain + "/transfer";
        String number = Long.toString(other.number());
        for (Role role : List.of(Role.TECHNICAL, Role.BILLING, Role.READER)) {
            Visitor member = visitor(cast.aCustomer(account, role));
            assertThat(member.get("/services/" + domain).body()).as(role.name()).doesNotContain(form);
            assertThat(member.get(form).statusCode()).as(role.name()).isEqualTo(403);
            assertThat(offers(member, number).statusCode()).as(role.name()).isEqualTo(403);
        }
        for (StaffRole role : List.of(StaffRole.OPERATOR, StaffRole.MANAGER)) {
            assertThat(staff(role).get(form).statusCode()).as(role.name()).isEqualTo(403);
            assertThat(offers(staff(role), number).statusCode()).as(role.name()).isEqualTo(403);
        }
        Visitor stranger = visitor(cast.aCustomer());
        for (Visitor nobody : List.of(stranger, receiver)) {
            assertThat(nobody.get(form).statusCode()).isEqualTo(404);
            assertThat(offers(nobody, number).statusCode()).isEqualTo(404);
        }
        assertThat(transfers()).isZero();

        String transfer = offered();
        Visitor reader = visitor(cast.aCustomer(other, Role.TECHNICAL));
        for (String how : List.of("/accept", "/decline", "/withdraw")) {
            assertThat(stranger.post(transfer + how, Map.of()).statusCode())
                    .as(how)
                    .isEqualTo(404);
            assertThat(reader.post(transfer + how, Map.of()).statusCode())
                    .as(how)
                    .isEqualTo(403);
        }
        assertThat(stranger.get(transfer).statusCode()).isEqualTo(404);
        assertThat(receiver.post(transfer + "/withdraw", Map.of()).body()).contains(OTHERS);
        assertThat(words(reader.get("/"))).doesNotContain("is offered to");
        assertThat(state(transfer)).isEqualTo("WAITING");
        assertThat(owners(name)).containsOnly(account.id());
    }

    @Test
    void t41WhoAcceptsTakesOnlyWhatWasShown() {
        String transfer = offered();
        String shown = goesAlong(transfer);
        mailbox("cleo");

        for (Map<String, String> sent : List.of(Map.of("goesAlong", shown), Map.<String, String>of())) {
            assertThat(receiver.post(transfer + "/accept", sent).body()).contains("Something else goes along by now");
        }

        assertThat(words(receiver.get(transfer))).contains("Mailboxes: 3");
        assertThat(state(transfer)).isEqualTo("WAITING");
        assertThat(owners(name)).containsOnly(account.id());
        accept(transfer);
        assertThat(owners(name)).hasSize(4).containsOnly(other.id());
    }

    /** Presses the button on its page. */
    private HttpResponse<String> accept(String transfer) {
        return receiver.post(transfer + "/accept", Map.of("goesAlong", goesAlong(transfer)));
    }

    private String goesAlong(String transfer) {
        Matcher shown = Pattern.compile("name=\"goesAlong\" value=\"([^\"]+)\"")
                .matcher(receiver.get(transfer).body());
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }

    @Test
    void t41DeclinedOrTakenBackNothingChangesAndBothAreTold() {
        Letters given = Letters.to(giving.email());
        Letters taken = Letters.to(taking.email());
        String declined = offered();
        assertThat(Visitor.led(receiver.post(declined + "/decline", Map.of()))).isEqualTo(declined);
        assertThat(state(declined)).isEqualTo("DECLINED");
        assertThat(given.text(name + ": not transferred")).contains("it was declined");
        assertThat(receiver.post(declined + "/accept", Map.of()).body()).contains("This is over");

        String back = offered();
        assertThat(Visitor.led(giver.post(back + "/withdraw", Map.of()))).isEqualTo(back);
        assertThat(state(back)).isEqualTo("WITHDRAWN");
        assertThat(receiver.post(back + "/accept", Map.of()).body()).contains("This is over");
        assertThat(words(receiver.get(back)))
                .contains("The offer was taken back")
                .doesNotContain("??");
        assertThat(taken.text(name + ": not transferred")).contains("not transferred to account " + other.number());
        assertThat(owners(name)).containsOnly(account.id());
    }

    @Test
    void t41WhatNobodyAnswersInTimeIsOver() {
        Letters given = Letters.to(giving.email());
        String nobodys = Visitor.led(offers(giver, "77"));

        new Administrator(application).letTimePass(id(nobodys), "expired");

        await("its end").atMost(Duration.ofSeconds(30)).until(() -> state(nobodys), "EXPIRED"::equals);
        assertThat(given.text(name + ": not transferred")).contains("nobody accepted in time");
        assertThat(words(giver.get(nobodys)))
                .contains("Nobody answered in time")
                .doesNotContain("??");
        assertThat(Visitor.led(offers(giver, "78"))).startsWith("/transfers/");
    }

    @Test
    void t41WhatCannotMoveWhenItIsAcceptedWaitsAndIsAcceptedAgain() {
        Letters given = Letters.to(giving.email());
        String transfer = offered();
        UUID waits = waits(domain);
        accept(transfer);

        assertThat(state(transfer)).isEqualTo("WAITING");
        assertThat(words(receiver.get(transfer))).contains("something was being done with it", "Accept");
        assertThat(given.text(name + ": could not move now")).contains("something was being done with it");
        sql.sql("delete from request where id = ?").param(waits).update();

        Map<String, UUID> forbidden = new LinkedHashMap<>();
        forbidden.put("could take nothing", other.id());
        forbidden.put("could give nothing away", account.id());
        forbidden.forEach((why, suspended) -> {
            set("account", "state = 'SUSPENDED'", suspended);
            accept(transfer);
            assertThat(words(receiver.get(transfer))).contains(why).doesNotContain("??");
            set("account", "state = 'ACTIVE'", suspended);
        });
        domain("shop." + name);
        accept(transfer);
        assertThat(words(receiver.get(transfer))).contains("would have stayed behind");
        set("service", "state = 'REMOVED'", idOf("shop." + name));
        assertThat(owners(name)).containsOnly(account.id());

        accept(transfer);
        assertThat(state(transfer)).isEqualTo("MOVED");
        assertThat(owners(name)).containsOnly(other.id());
    }

    @Test
    void t41AcceptedForAnAccountThatIsBeingClosedItStays() {
        Letters given = Letters.to(giving.email());
        String transfer = offered();
        set("account", "state = 'CLOSING'", other.id());

        accept(transfer);

        set("account", "state = 'ACTIVE'", other.id());
        assertThat(state(transfer)).isEqualTo("IMPOSSIBLE");
        assertThat(given.text(name + ": not transferred")).contains("is being closed");
        assertThat(words(giver.get(transfer))).contains("Not possible").doesNotContain("??");
        assertThat(owners(name)).containsOnly(account.id());
    }

    @Test
    void t41ProgramsOfferLookAtAcceptAndTakeBack() {
        Program offering = Program.of(application, port, giving, account, Scope.WRITE);
        Program accepting = Program.of(application, port, taking, other, Scope.WRITE);
        String ask = "/api/v1/services/" + domain + "/transfer";

        assertThat(Program.of(application, port, giving, account, Scope.READ)
                        .post(ask, receiver(other.number()))
                        .status())
                .isEqualTo(403);
        assertThat(accepting.post(ask, receiver(other.number())).status()).isEqualTo(404);
        assertThat(offering.post(ask, "{\"receiver\":\"x\"}")
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("#/receiver");
        Answer asked = offering.post(ask, receiver(other.number()));
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
        String url = asked.json().get("url").asText();
        assertThat(asked.header("Location")).isEqualTo(url);
        assertThat(asked.json().get("to").isNull()).isTrue();
        assertThat(asked.json().at("/within/mailboxes").asInt()).isEqualTo(2);
        assertThat(offering.post(ask, receiver(other.number())).status()).isEqualTo(409);
        assertThat(accepting.get("/api/v1/transfers").json().at("/items/0/url").asText())
                .isEqualTo(url);
        Account third = cast.anAccount();
        assertThat(Program.of(application, port, cast.aCustomer(third, Role.OWNER), third, Scope.WRITE)
                        .get(url)
                        .status())
                .isEqualTo(404);
        awaitAsked(url);
        assertThat(offering.post(url + "/withdraw", "").json().get("state").asText())
                .isEqualTo("WITHDRAWN");

        String again =
                offering.post(ask, receiver(other.number())).json().get("url").asText();
        awaitAsked(again);
        assertThat(accepting.post(again + "/accept", "").json().get("state").asText())
                .isEqualTo("MOVED");
        assertThat(accepting.post(again + "/decline", "").status()).isEqualTo(409);
        assertThat(offering.get("/api/v1/services/" + domain).status()).isEqualTo(404);
        assertThat(accepting
                        .get("/api/v1/services/" + domain)
                        .json()
                        .get("account")
                        .asText())
                .endsWith(other.id().toString());
    }

    @Test
    void t41AListCostsTheSameStatementsWhateverItsLength() {
        Program program = Program.of(application, port, taking, other, Scope.READ);
        offeredBySomebody();
        offeredBySomebody();
        program.get("/api/v1/transfers");
        int few = Statements.during(() -> program.get("/api/v1/transfers"));
        int shown = Statements.during(() -> receiver.get("/services"));
        for (int n = 0; n < 8; n++) {
            offeredBySomebody();
        }
        assertThat(Statements.during(() -> program.get("/api/v1/transfers"))).isEqualTo(few);
        assertThat(Statements.during(() -> receiver.get("/services"))).isEqualTo(shown);
        assertThat(program.get("/api/v1/transfers").json().get("items")).hasSize(10);
        assertThat(program.get("/api/v1/transfers?limit=3").json().get("items")).hasSize(3);
    }

    /** Something of another account, to the receiver. */
    private void offeredBySomebody() {
        Account from = cast.anAccount();
        UUID service = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params(service, "from-" + from.number() + ".test", from.id())
                .update();
        sql.sql("insert into transfer (id, version, service_id, service_type, service_name, from_account, to_account,"
                        + " to_number, state, asked_by, asked_at, waits_until)"
                        + " values (?, 0, ?, 'domains', 'from.test', ?, ?, ?, 'WAITING', 'ada', now(), now())")
                .params(Ids.next(), service, from.id(), other.id(), Long.toString(other.number()))
                .update();
    }

    @Test
    void t41NoFormAndNoCallGivesItAnotherOwner() {
        String version = Long.toString(version());
        Map<String, String> form = Map.of(
                "account",
                other.id().toString(),
                "accountId",
                other.id().toString(),
                "domain",
                name,
                "version",
                version,
                "key",
                "k1");
        visitor(both()).post("/services/" + domain + "/change", form);
        assertThat(owners(name)).containsOnly(account.id());

        Program program = Program.of(application, port, both(), account, Scope.WRITE);
        String spec = "\"spec\":{\"domain\":\"" + name + "\",\"records\":[]},\"revision\":" + version;
        Answer refused = program.send(
                "PUT",
                "/api/v1/services/" + domain,
                "{" + spec + ",\"account\":\"/api/v1/accounts/" + other.id() + "\"}",
                Map.of());
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("#/account");
        assertThat(owners(name)).containsOnly(account.id());
        assertThat(giver.get("/services/" + domain + "/change").body()).doesNotContain("name=\"account\"");
        assertThat(staff(StaffRole.ADMINISTRATOR).get("/services/" + domain).body())
                .contains("/desk/accounts/" + account.id() + "\"");
    }

    private Person both() {
        Person person = cast.aCustomer(account, Role.OWNER);
        staff(StaffRole.ADMINISTRATOR)
                .post("/desk/accounts/" + other.id() + "/roles/new", Map.of("member", person.login(), "role", "OWNER"));
        return person;
    }

    private void assertForbidden(UUID service, String why) {
        assertThat(words(giver.get("/services/" + service + "/transfer")))
                .contains(why)
                .doesNotContain("??");
        assertThat(words(giver.post(
                        "/services/" + service + "/transfer", Map.of("receiver", Long.toString(other.number())))))
                .contains(why);
    }

    private String offered() {
        String led = Visitor.led(offers(giver, Long.toString(other.number())));
        assertThat(led).startsWith("/transfers/");
        return led;
    }

    /** What is taken was asked when this ends. */
    private HttpResponse<String> offers(Visitor visitor, String number) {
        HttpResponse<String> answer = visitor.post("/services/" + domain + "/transfer", Map.of("receiver", number));
        if (answer.statusCode() == 302) {
            awaitAsked(Visitor.led(answer));
        }
        return answer;
    }

    private void awaitAsked(String transfer) {
        new Administrator(application).awaitsTime(id(transfer), "expired");
    }

    private static String receiver(long number) {
        return "{\"receiver\":\"" + number + "\"}";
    }

    /** Without what is another one each time. */
    private static String plain(String seen, String number, String transfer) {
        return seen.replace(id(transfer).toString(), "ID")
                .replace(number, "NUMBER")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\w{3} \\d{1,2}, \\d{4}, \\d{1,2}:\\d\\d.[AP]M UTC", "TIME");
    }

    private static UUID id(String transfer) {
        return UUID.fromString(transfer.substring(transfer.lastIndexOf('/') + 1));
    }

    private String state(String transfer) {
        return sql.sql("select state from transfer where id = ?")
                .param(id(transfer))
                .query(String.class)
                .single();
    }

    private long transfers() {
        return sql.sql("select count(*) from transfer where from_account = ?")
                .param(account.id())
                .query(Long.class)
                .single();
    }

    private List<UUID> owners(String of) {
        return sql.sql(
                        "select account_id from service where (name = :name or name like '%@' || :name) and state = 'ACTIVE'")
                .param("name", of)
                .query(UUID.class)
                .list();
    }

    private UUID idOf(String service) {
        return sql.sql("select id from service where name = ?")
                .param(service)
                .query(UUID.class)
                .single();
    }

    private long version() {
        return sql.sql("select version from service where id = ?")
                .param(domain)
                .query(Long.class)
                .single();
    }

    private void set(String table, String what, UUID id) {
        sql.sql("update " + table + " set " + what + " where id = ?").param(id).update();
    }

    /** Something is asked for it, for a later time. */
    private UUID waits(UUID service) {
        UUID id = Ids.next();
        sql.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, asked_by, asked_at)"
                        + " values (?, 0, ?, ?, 'CHANGE', 'SPEC', 'WAITING', 'ada', now())")
                .params(id, account.id(), service)
                .update();
        return id;
    }

    private UUID domain(String called) {
        return has("domains", called, null, "{\"domain\":\"" + called + "\",\"records\":[]}");
    }

    private UUID mailbox(String local) {
        String spec = "{\"localPart\":\"" + local + "\",\"domain\":\"" + name + "\",\"quotaMb\":10}";
        return has("mailboxes", local + "@" + name, domain, spec);
    }

    private UUID has(String type, String called, @Nullable UUID parent, String spec) {
        UUID id = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, parent_id, state, spec, created_at)"
                        + " values (?, 0, ?, ?, ?, ?::uuid, 'ACTIVE', ?::jsonb, now())")
                .params(id, type, called, account.id(), parent == null ? null : parent.toString(), spec)
                .update();
        return id;
    }

    private static String words(HttpResponse<String> page) {
        return page.body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    private Visitor staff(StaffRole role) {
        return visitor(cast.aMemberOfStaff(role));
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
