package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Statements;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What programs find: their person's, whole, in parts that fit together, at the same cost however much there is. */
@BatutaTest
class ApiListsTest {

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
    private Person person;
    private Program program;

    @BeforeEach
    void twoCustomers() {
        account = cast.anAccount();
        other = cast.anAccount();
        person = cast.aCustomer(account, Role.OWNER);
        program = Program.of(application, port, person, account, Scope.READ);
    }

    @Test
    void t24AProgramFindsWhatItsAccountHasAndNothingElse() {
        UUID own = aService(account, "domains", "ACTIVE");
        UUID foreign = aService(other, "domains", "ACTIVE");
        aRequest(own, account);
        aRequest(foreign, other);
        assertThat(ids(program.get("/api/v1/services"))).containsExactly(own.toString());
        assertThat(ids(program.get("/api/v1/accounts")))
                .containsExactly(account.id().toString());
        assertThat(program.get("/api/v1/requests").json().get("items")).hasSize(1);
        assertThat(program.get("/api/v1/requests").http().body())
                .doesNotContain(other.id().toString());
        assertThat(ids(program.get("/api/v1/services?account=" + other.id()))).isEmpty();
        assertThat(program.get("/api/v1/requests?service=" + foreign).json().get("items"))
                .isEmpty();
    }

    @Test
    void a09ATokenReachesNothingOfAnotherAccountOfItsPerson() {
        application.getBean(org.batuta.accounts.Registrar.class).join(person, other, Role.OWNER);
        UUID elsewhere = aService(other, "domains", "ACTIVE");
        UUID own = aService(account, "domains", "ACTIVE");
        assertThat(ids(program.get("/api/v1/services"))).containsExactly(own.toString());
        assertThat(program.get("/api/v1/services/" + elsewhere).status()).isEqualTo(404);
        Program there = Program.of(application, port, person, other, Scope.READ);
        assertThat(ids(there.get("/api/v1/services"))).containsExactly(elsewhere.toString());
    }

    @Test
    void t17WhatIsForeignIsAnsweredExactlyAsWhatIsUnknown() {
        UUID service = aService(other, "domains", "ACTIVE");
        UUID request = aRequest(service, other);
        List<String> addresses = List.of(
                "/api/v1/services/%s",
                "/api/v1/services/%s/facts",
                "/api/v1/requests/%s",
                "/api/v1/requests/%s/timeline",
                "/api/v1/requests/%s/events",
                "/api/v1/accounts/%s",
                "/api/v1/accounts/%s/contacts");
        for (String address : addresses) {
            UUID foreign = address.contains("services") ? service : address.contains("requests") ? request : other.id();
            Answer known = program.get(address.formatted(foreign));
            Answer unknown = program.get(address.formatted(Ids.next()));
            assertThat(known.status()).as(address).isEqualTo(404);
            assertThat(known.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(known.http().body()).isEqualTo(unknown.http().body());
        }
    }

    @Test
    void a01WhomAnAccountWantsWrittenToIsRead() {
        JsonNode contacts = program.get("/api/v1/accounts/" + account.id() + "/contacts")
                .json()
                .get("items");
        assertThat(contacts).hasSize(1);
        assertThat(contacts.get(0).get("usage").asText()).isEqualTo("EMERGENCY");
        assertThat(contacts.get(0).get("email").asText()).isEqualTo("emergency@elsewhere.example");
        assertThat(contacts.get(0).get("confirmed").asText()).isNotBlank();
    }

    @Test
    void aListIsReadInPartsThatFitTogetherAndNeverSaysHowMany() {
        List<String> all = new ArrayList<>();
        IntStream.range(0, 7)
                .forEach(i -> all.add(aService(account, "domains", "ACTIVE").toString()));
        List<String> read = new ArrayList<>();
        String next = "/api/v1/services?limit=3&type=domains";
        int parts = 0;
        while (next != null) {
            JsonNode part = program.get(next).json();
            assertThat(part.properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsExactly("items", "next");
            part.get("items").forEach(item -> read.add(item.get("id").asText()));
            next = part.get("next").isNull() ? null : part.get("next").asText();
            assertThat(next == null ? "type=domains" : next).contains("type=domains");
            parts++;
        }
        assertThat(parts).isEqualTo(3);
        assertThat(read).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/accounts/%s/contacts",
                "/api/v1/accounts/%s/people",
                "/api/v1/accounts/%s/invitations",
                "/api/v1/routes?server=%2$s",
                "/api/v1/servers",
                "/api/v1/people",
                "/api/v1/people/%3$s/logins"
            })
    void aListThatIsKnownAsAWholeIsReadInPartsToo(String list) {
        Exhibits.of(application);
        Exhibits exhibits = Exhibits.of(application);
        Person administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        Visitor.inside(port, administrator.login());
        Visitor.inside(port, administrator.login());
        Program staff = Program.of(application, port, administrator, null, Scope.WRITE);
        String address = list.formatted(exhibits.account().id(), exhibits.id("servers"), administrator.id());
        String sign = address.contains("?") ? "&" : "?";
        List<String> read = new ArrayList<>();
        String next = address + sign + "limit=1";
        while (next != null && read.size() < 100) {
            JsonNode part = staff.get(next).json();
            assertThat(part.get("items")).as(next).hasSize(1);
            read.addAll(ids(part));
            next = part.get("next").isNull() ? null : part.get("next").asText();
        }
        assertThat(read).hasSizeGreaterThan(1).doesNotHaveDuplicates().isSorted();
        assertThat(ids(staff.get(address + sign + "limit=100"))).isEqualTo(read);
    }

    @Test
    void requestsComeNewestFirstInPartsThatFitTogether() {
        List<String> all = new ArrayList<>();
        IntStream.range(0, 5)
                .forEach(i -> all.add(
                        0,
                        aRequest(aService(account, "domains", "ACTIVE"), account)
                                .toString()));
        JsonNode first = program.get("/api/v1/requests?limit=3").json();
        JsonNode second = program.get(first.get("next").asText()).json();
        List<String> read = new ArrayList<>(ids(first));
        read.addAll(ids(second));
        assertThat(read).isEqualTo(all);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void listsAreFilteredByTheirFields() {
        UUID domain = aService(account, "domains", "ACTIVE");
        UUID mailbox = aService(account, "mailboxes", "REQUESTED", domain);
        UUID gone = aService(account, "domains", "REMOVED");
        String list = "/api/v1/services?";
        assertThat(ids(program.get(list + "type=mailboxes"))).containsExactly(mailbox.toString());
        assertThat(ids(program.get(list + "state=ACTIVE"))).containsExactly(domain.toString());
        assertThat(ids(program.get(list + "state=ACTIVE&state=REMOVED")))
                .containsExactly(domain.toString(), gone.toString());
        assertThat(ids(program.get(list))).doesNotContain(gone.toString());
        assertThat(ids(program.get(list + "parent=/api/v1/services/" + domain))).containsExactly(mailbox.toString());
        assertThat(ids(program.get(list + "parent=" + domain))).containsExactly(mailbox.toString());
        assertThat(ids(program.get(list + "top=true"))).containsExactly(domain.toString());
        assertThat(ids(program.get(list + "top=true&type=mailboxes"))).isEmpty();
        String name =
                program.get("/api/v1/services/" + domain).json().get("name").asText();
        assertThat(ids(program.get(list + "name=" + name))).containsExactly(domain.toString());
        assertThat(ids(program.get(list + "name=" + name.substring(1)))).isEmpty();
        UUID request = aRequest(mailbox, account);
        assertThat(ids(program.get("/api/v1/requests?state=DONE&verb=CREATE&service=" + mailbox)))
                .containsExactly(request.toString());
        assertThat(ids(program.get("/api/v1/requests?state=RUNNING"))).isEmpty();
    }

    @Test
    void t18AMailboxIsAThingOfItsOwnAndNamesItsDomainByItsAddress() {
        UUID domain = aService(account, "domains", "ACTIVE");
        UUID mailbox = aService(account, "mailboxes", "ACTIVE", domain);
        JsonNode shown = program.get("/api/v1/services/" + mailbox).json();
        assertThat(shown.get("url").asText()).isEqualTo("/api/v1/services/" + mailbox);
        assertThat(shown.get("parent").asText()).isEqualTo("/api/v1/services/" + domain);
        assertThat(program.get(shown.get("parent").asText()).json().get("id").asText())
                .isEqualTo(domain.toString());
        assertThat(program.get(shown.get("account").asText())
                        .json()
                        .get("number")
                        .asLong())
                .isEqualTo(account.number());
    }

    @Test
    void t45EachStateSaysWhatItMeansAndWhatHappensNext() {
        UUID domain = aService(account, "domains", "SUSPENDED");
        JsonNode service = program.get("/api/v1/services/" + domain).json();
        assertThat(service.get("explanation").asText()).isEqualTo("Switched off");
        assertThat(service.get("whatHappensNext").asText()).contains("kept for now");
        UUID done = aRequest(domain, account);
        JsonNode request = program.get("/api/v1/requests/" + done).json();
        assertThat(request.get("explanation").asText()).isEqualTo("Done");
        assertThat(request.get("whatHappensNext").asText()).contains("seen it working from outside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/services",
                "/api/v1/requests",
                "/api/v1/accounts",
                "/api/v1/operations",
                "/api/v1/servers",
                "/api/v1/tasks",
                "/api/v1/outages"
            })
    void t28AListCostsTheSameHoweverMuchThereIs(String list) {
        Program staff = Program.of(application, port, cast.aMemberOfStaff(StaffRole.OPERATOR), null, Scope.READ);
        staff.get(list + "?limit=100");
        Function<Integer, Integer> cost = most -> Statements.during(() -> {
            Answer answer = staff.get(list + "?limit=" + most);
            assertThat(answer.status()).isEqualTo(200);
        });
        UUID service = aService(account, "domains", "ACTIVE");
        IntStream.range(0, 30).forEach(i -> {
            aRequest(service, account);
            aService(account, "domains", "ACTIVE");
            anOperation(service, account);
            cast.anAccount();
        });
        assertThat(cost.apply(1)).isPositive().isEqualTo(cost.apply(60)).isLessThanOrEqualTo(6);
    }

    @Test
    void t28ATimelineCostsTheSameHoweverManySpokeInIt() {
        UUID few = aRequest(aService(account, "domains", "ACTIVE"), account);
        UUID many = aRequest(aService(account, "domains", "ACTIVE"), account);
        anEvent(few, person.login());
        IntStream.range(0, 12)
                .forEach(i -> anEvent(many, cast.aCustomer(account, Role.READER).login()));
        program.get("/api/v1/requests/" + few + "/timeline");
        int one = Statements.during(() -> program.get("/api/v1/requests/" + few + "/timeline"));
        int twelve = Statements.during(() -> assertThat(program.get("/api/v1/requests/" + many + "/timeline")
                        .json()
                        .get("items"))
                .hasSize(12));
        assertThat(twelve).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "after=x",
                "state=WORKING",
                "account=x",
                "nobody=1",
                "parent=/api/v1/accounts/00000000-0000-7000-8000-000000000000",
                "page=2"
            })
    void refusesAQuestionThatItDoesNotUnderstandAtItsParameter(String query) {
        Answer answer = program.get("/api/v1/services?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        JsonNode wrong = answer.json().get("errors").get(0);
        assertThat(wrong.get("parameter").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
        assertThat(wrong.get("detail").asText()).isNotBlank();
    }

    @Test
    void staffFindServersAndWhatIsDoneOnThem() {
        UUID service = aService(account, "domains", "ACTIVE");
        UUID operation = anOperation(service, account);
        Program staff = Program.of(application, port, cast.aMemberOfStaff(StaffRole.MANAGER), null, Scope.READ);
        JsonNode shown =
                staff.get("/api/v1/operations?service=" + service).json().get("items");
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).get("url").asText()).isEqualTo("/api/v1/operations/" + operation);
        assertThat(shown.get(0).get("explanation").asText()).isEqualTo("Refused");
        String named = shown.get(0).get("name").asText();
        String found = "/api/v1/operations?service=" + service + "&words=";
        assertThat(staff.get(found + named.toUpperCase(Locale.ROOT)).json().get("items"))
                .isEqualTo(shown);
        assertThat(staff.get(found + named.substring(1)).json().get("items")).isEmpty();
        assertThat(staff.get(found + "%00").json().get("items")).isEmpty();
        assertThat(shown.get(0).get("parameters").get("password").asText()).doesNotContain("seen");
        assertThat(staff.get("/api/v1/servers").json().get("items")).isNotNull();
        for (String closed : List.of("/api/v1/operations", "/api/v1/servers", "/api/v1/operations/" + operation)) {
            assertThat(program.get(closed).status()).as(closed).isEqualTo(403);
        }
    }

    private static List<String> ids(Answer answer) {
        return ids(answer.json());
    }

    private static List<String> ids(JsonNode listing) {
        List<String> ids = new ArrayList<>();
        listing.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private UUID aService(Account of, String type, String state) {
        return aService(of, type, state, null);
    }

    private UUID aService(Account of, String type, String state, @org.jspecify.annotations.Nullable UUID parent) {
        UUID id = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, parent_id, state, spec, created_at)"
                        + " values (:id, 0, :type, :name, :account, cast(:parent as uuid), :state, '{}', now())")
                .param("id", id)
                .param("type", type)
                .param("name", "lists-" + id + ".test")
                .param("account", of.id())
                .param("parent", parent == null ? null : parent.toString(), java.sql.Types.VARCHAR)
                .param("state", state)
                .update();
        return id;
    }

    private UUID aRequest(UUID service, Account of) {
        UUID id = Ids.next();
        sql.sql(
                        "insert into request (id, version, account_id, service_id, verb, aspect, state, revision, asked_by,"
                                + " asked_at, ended_at) values (?, 0, ?, ?, 'CREATE', 'EXISTENCE', 'DONE', 1, 'ada', now(), now())")
                .params(id, of.id(), service)
                .update();
        return id;
    }

    private void anEvent(UUID request, String by) {
        sql.sql("insert into request_event (id, request_id, at, kind, args)"
                        + " values (?, ?, now(), 'asked', json_build_object('by', ?))")
                .params(Ids.next(), request, by)
                .update();
    }

    private UUID anOperation(UUID service, Account of) {
        UUID step = Ids.next();
        UUID id = Ids.next();
        sql.sql("insert into step (id, request_id, server_id, position, undo, state, trigger, triggered_by, version)"
                        + " values (?, ?, null, 1, false, 'FAILED', 'REQUEST', 'ada', 0)")
                .params(step, Ids.next())
                .update();
        sql.sql("insert into operation (id, step_id, position, request_id, account_id, account_name, service_id,"
                        + " service_type, service_name, verb, state, parameters, snapshot, limit_seconds, asked_by,"
                        + " attempts, unsettled, created, version) values (?, ?, 1, gen_random_uuid(), ?, 'Acme', ?,"
                        + " 'domains', 'x.test', 'APPLY', 'REFUSED', '{\"password\": \"seen\"}', '{}', 60, 'ada', 1,"
                        + " false, now(), 0)")
                .params(id, step, of.id(), service)
                .update();
        return id;
    }
}
