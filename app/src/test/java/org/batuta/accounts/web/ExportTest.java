package org.batuta.accounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An owner takes all that is kept of the account (L15). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ExportTest {

    private static final String SECRETS = "(?is).*(argon2|password_hash|envelope|fingerprint|\"hash\").*";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ObjectMapper json;

    private Account account;
    private Account other;
    private Person owner;
    private String mark;

    @BeforeEach
    void twoAccountsHaveSomething() {
        account = cast.anAccount();
        other = cast.anAccount();
        owner = cast.aCustomer(account, Role.OWNER);
        mark = UUID.randomUUID().toString().substring(0, 8);
        hasService(account, "ours-" + mark + ".test");
        hasService(other, "theirs-" + mark + ".test");
    }

    @Test
    void l15AnOwnerTakesAllOfTheAccountAndNothingOfAnyOther() throws Exception {
        Visitor visitor = visitor(owner);
        visitor.post(
                "/tokens/new",
                Map.of("name", "backup " + mark, "account", account.id().toString()));

        HttpResponse<String> answer = visitor.post(address(account), Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"account-" + account.number() + ".json\"");
        JsonNode file = json.readTree(answer.body());
        assertThat(file.fieldNames())
                .toIterable()
                .containsExactly(
                        "exported",
                        "account",
                        "audit",
                        "contacts",
                        "people",
                        "requests",
                        "services",
                        "sessions",
                        "suspensions",
                        "timelines",
                        "tokens",
                        "transfers");
        assertThat(file.at("/account/0/number").asLong()).isEqualTo(account.number());
        assertThat(texts(file, "people", "login")).contains(owner.login());
        assertThat(texts(file, "services", "name")).containsExactly("ours-" + mark + ".test");
        assertThat(texts(file, "requests", "service")).containsExactly("ours-" + mark + ".test");
        assertThat(texts(file, "sessions", "login")).contains(owner.login());
        assertThat(texts(file, "audit", "action")).contains("account.export");
        assertThat(answer.body())
                .doesNotContain("theirs-" + mark, other.id().toString())
                .doesNotMatch(SECRETS);
    }

    @Test
    void l15TheTransfersOfBothSidesArePartOfItAndWhoDidThemIsToldOfTheOwnSideAlone() throws Exception {
        Account third = cast.anAccount();
        wasOffered("given-" + mark + ".test", account, other, "MOVED");
        wasOffered("waits-" + mark + ".test", other, account, "WAITING");
        wasOffered("others-" + mark + ".test", other, third, "DECLINED");

        HttpResponse<String> answer = visitor(owner).post(address(account), Map.of());

        JsonNode file = json.readTree(answer.body());
        assertThat(texts(file, "transfers", "service"))
                .containsExactlyInAnyOrder("given-" + mark + ".test", "waits-" + mark + ".test");
        assertThat(texts(file, "transfers", "state")).containsExactlyInAnyOrder("MOVED", "WAITING");
        assertThat(texts(file, "transfers", "from_number"))
                .containsExactlyInAnyOrder(Long.toString(account.number()), Long.toString(other.number()));
        assertThat(answer.body())
                .contains("asker-of-" + account.number(), "answerer-of-" + account.number())
                .doesNotContain("asker-of-" + other.number(), "answerer-of-" + other.number(), "others-" + mark);
    }

    @Test
    void othersOfTheAccountDoNotAndOfAnotherOneItDoesNotExist() {
        for (Role role : List.of(Role.TECHNICAL, Role.BILLING, Role.READER)) {
            assertThat(visitor(cast.aCustomer(account, role))
                            .post(address(account), Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(visitor(owner).post(address(other), Map.of()).statusCode()).isEqualTo(404);
        assertThat(visitor(cast.aMemberOfStaff(StaffRole.OPERATOR))
                        .post(address(account), Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    private static String address(Account account) {
        return "/accounts/" + account.id() + "/export";
    }

    private static List<String> texts(JsonNode file, String part, String field) {
        return file.path(part).findValuesAsText(field);
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }

    private void wasOffered(String name, Account from, Account to, String state) {
        sql.sql("insert into transfer (id, version, service_id, service_type, service_name, from_account, to_account,"
                        + " to_number, state, asked_by, asked_at, waits_until, answered_by, ended_at, left_behind)"
                        + " values (?, 0, gen_random_uuid(), 'domains', ?, ?, ?, ?, ?, ?, now(), now(), ?,"
                        + " case when ? = 'WAITING' then null else now() end,"
                        + " case when ? = 'MOVED' then gen_random_uuid() end)")
                .params(
                        Ids.next(),
                        name,
                        from.id(),
                        to.id(),
                        Long.toString(to.number()),
                        state,
                        "asker-of-" + from.number(),
                        "answerer-of-" + to.number(),
                        state,
                        state)
                .update();
    }

    private void hasService(Account of, String name) {
        UUID service = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at, removed_at)"
                        + " values (?, 0, 'domains', ?, ?, 'REMOVED', '{\"records\": []}', now(), now())")
                .params(service, name, of.id())
                .update();
        sql.sql("insert into request (id, version, account_id, service_id, verb, aspect, state, asked_by, asked_at,"
                        + " ended_at) values (?, 0, ?, ?, 'REMOVE', 'EXISTENCE', 'DONE', 'ada', now(), now())")
                .params(Ids.next(), of.id(), service)
                .update();
    }
}
