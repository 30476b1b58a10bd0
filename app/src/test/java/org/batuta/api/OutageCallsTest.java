package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.PostOffice;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs of the staff tell customers of outages, once, and read what was told (T08, K17, L19). */
@BatutaTest
class OutageCallsTest {

    private static final String OUTAGES = "/api/v1/outages";

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String reader = "emergency@" + word + ".example";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient sql;

    private UUID server;
    private Program operator;

    @BeforeEach
    void aServerThatCarriesSomethingOfOneCustomer() {
        server = server();
        Account account = registrar.openAccount("Told " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        registrar.confirmContact(registrar.addContact(account, Contact.Usage.EMERGENCY, reader, Locale.ENGLISH));
        place(account);
        operator = staff(StaffRole.OPERATOR, Scope.WRITE);
    }

    @Test
    void t08WhoHasSomethingOnAServerIsToldOnceHoweverOftenItIsSent() {
        assertThat(operator.get(OUTAGES + "/reach?server=" + server)
                        .json()
                        .get("accounts")
                        .asInt())
                .isOne();
        Map<String, String> key = Map.of("Idempotency-Key", "outage-" + word);
        Answer first = send(asked("Disk " + word, "Since 9:00."), key);
        assertThat(first.status()).as(first.toString()).isEqualTo(202);
        Answer again = send(asked("Disk " + word, "Since 9:00."), key);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        Answer another = send(asked("Disk " + word, "Since 10:00."), key);
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.json().get("code").asText()).isEqualTo("key-reused");

        String url = first.header("Location");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !operator.get(url).json().get("ended").isNull());
        JsonNode told = operator.get(url).json();
        assertThat(told.get("accounts").asInt()).isOne();
        assertThat(told.get("server").asText()).isEqualTo("/api/v1/servers/" + server);
        assertThat(told.get("text").asText()).isEqualTo("Since 9:00.");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> PostOffice.lettersFromOutsideFor(reader).size() == 1);
        assertThat(audit.of("outage", UUID.fromString(told.get("id").asText())))
                .extracting(entry -> entry.action())
                .containsExactly("outage.announce");
        assertThat(sql.sql("select count(*) from outage where server_id = ?")
                        .param(server)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void theNewestIsReadFirstInPartsThatFitTogether() {
        UUID silent = server();
        List<String> made = IntStream.range(0, 3)
                .mapToObj(n -> send(asked(silent, "Part " + n, "x"), Map.of()).header("Location"))
                .toList();
        List<String> read = new ArrayList<>();
        String next = OUTAGES + "?limit=1";
        while (next != null && read.size() < 4) {
            JsonNode part = operator.get(next).json();
            assertThat(part.get("items")).hasSize(1);
            read.add(part.get("items").get(0).get("url").asText());
            next = part.get("next").isNull() ? null : part.get("next").asText();
        }
        assertThat(read).containsSubsequence(made.get(2), made.get(1), made.get(0));
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        assertRefused(send(asked(" ", "x\\u0000"), Map.of()), "#/subject", "#/text");
        assertRefused(send("{\"text\":\"x\"}", Map.of()), "#/subject");
        assertRefused(send("{\"subject\":\"s\",\"text\":\"t\",\"sever\":\"x\"}", Map.of()), "#/sever");
        assertRefused(send(asked("s", "t").replace("/servers/", "/services/"), Map.of()), "#/server");
        assertThat(send(asked(Ids.next(), "s", "t"), Map.of()).status()).isEqualTo(404);
        assertThat(operator.get(OUTAGES + "/" + Ids.next()).status()).isEqualTo(404);
        Answer key = send(asked("s", "t"), Map.of("Idempotency-Key", "x".repeat(101)));
        assertThat(key.status()).isEqualTo(422);
        assertThat(key.json().at("/errors/0/header").asText()).isEqualTo("Idempotency-Key");
    }

    @Test
    void onlyThoseWhoRepairAnnounceAndOnlyStaffReads() {
        Program manager = staff(StaffRole.MANAGER, Scope.WRITE);
        assertThat(manager.get(OUTAGES).status()).isEqualTo(200);
        Account account = cast.anAccount();
        Program owner = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.WRITE);
        assertThat(owner.get(OUTAGES).status()).isEqualTo(403);
        Stream.of(manager, owner, staff(StaffRole.OPERATOR, Scope.READ))
                .forEach(other -> assertThat(
                                other.post(OUTAGES, asked("s", "t")).status())
                        .isEqualTo(403));
        assertThat(sql.sql("select count(*) from outage where server_id = ?")
                        .param(server)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private UUID server() {
        UUID id = Ids.next();
        sql.sql("insert into server (id, version, name, address, port, zone, state, created)"
                        + " values (?, 0, ?, ?, 22, 'UTC', 'RETIRED', now())")
                .params(id, "outage-" + id.toString().substring(20), id + ".example")
                .update();
        return id;
    }

    private void place(Account account) {
        UUID service = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'trials', ?, ?, 'ACTIVE', '{\"name\":\"x\",\"deed\":\"done\"}', now())")
                .params(service, "outage-" + service, account.id())
                .update();
        sql.sql("insert into placement (service_id, server_id, role, position) values (?, ?, 'PRIMARY', 0)")
                .params(service, server)
                .update();
    }

    private Answer send(String json, Map<String, String> headers) {
        return operator.send("POST", OUTAGES, json, headers);
    }

    private String asked(String subject, String text) {
        return asked(server, subject, text);
    }

    private static String asked(UUID server, String subject, String text) {
        return "{\"server\":\"/api/v1/servers/%s\",\"subject\":\"%s\",\"text\":\"%s\"}"
                .formatted(server, subject, text);
    }

    private Program staff(StaffRole role, Scope scope) {
        return Program.of(application, port, cast.aMemberOfStaff(role), null, scope);
    }

    private static void assertRefused(Answer answer, String... pointers) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer"))
                .as(answer.toString())
                .containsExactly(pointers);
    }
}
