package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.batuta.BatutaTest;
import org.batuta.Books;
import org.batuta.Cast;
import org.batuta.Hostile;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.kernel.Ids;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every "no" to a program is told in the same form, at its place and in the words of the pages; nothing is changed. */
@BatutaTest
class ProblemsTest {

    private static final String SERVICES = "/api/v1/services";
    private static final String PROBLEM = "application/problem+json";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Person person;
    private Program program;

    @BeforeEach
    void aProgramOfACustomer() {
        account = cast.anAccount();
        person = cast.aCustomer(account, Role.OWNER);
        program = Program.of(application, port, person, account, Scope.WRITE);
    }

    @Test
    void whatIsWrongWithAWishStandsInItsSpecInTheWordsOfThePages() {
        ObjectNode wish = wish();
        ObjectNode spec = (ObjectNode) wish.get("spec");
        spec.put("domain", "only-one-label");
        spec.putArray("records")
                .addObject()
                .put("name", "www")
                .put("type", "A")
                .put("ttl", 0)
                .put("value", "192.0.2");
        Answer answer = program.post(SERVICES, wish.toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(answer.json().get("status").asInt()).isEqualTo(422);
        assertThat(answer.json().get("title").asText()).isEqualTo("Unprocessable Entity");
        JsonNode wrong = answer.json().get("errors").get(0);
        assertThat(wrong.get("pointer").asText()).isEqualTo("#/spec/domain");
        assertThat(wrong.get("code").asText()).isEqualTo("domain.labels");

        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        String page = visitor.post(
                        "/services/new/domains",
                        Map.of("account", account.id().toString(), "key", "k1", "domain", "only-one-label"))
                .body();
        assertThat(page).contains(wrong.get("detail").asText());
    }

    @Test
    void whatIsWrongInARowStandsThere() {
        ObjectNode wish = wish();
        ((ObjectNode) wish.get("spec"))
                .putArray("records")
                .addObject()
                .put("name", "www")
                .put("type", "A")
                .put("ttl", 0)
                .put("value", "192.0.2");
        JsonNode wrong =
                program.post(SERVICES, wish.toString()).json().get("errors").get(0);
        assertThat(wrong.get("pointer").asText()).isEqualTo("#/spec/records/0/value");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ObjectNode wish = wish().put("type", "mailboxes").put("scheduledFor", "2020-01-01T00:00:00Z");
        wish.putObject("spec").put("localPart", "-x").put("domain", "x.test").put("quotaMb", 100);
        Answer answer = program.post(SERVICES, wish.toString());
        assertThat(answer.json().get("errors"))
                .extracting(wrong -> wrong.get("pointer").asText())
                .contains("#/spec/localPart", "#/password", "#/scheduledFor");
    }

    /** The part that is put in place of what belongs there, and where it is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody        | 1                | #/nobody        | api.unknown",
                "a/b~c         | 1                | #/a~1b~0c       | api.unknown",
                "spec          | {\"nobody\": 1}  | #/spec/nobody   | malformed",
                "spec          | []               | #/spec          | malformed",
                "spec          | \"x\"            | #/spec          | malformed",
                "spec          | null             | #/spec          | malformed",
                "spec          | {\"domain\": 7}  | #/spec/domain   | malformed",
                "spec          | {\"records\": [{\"name\": \"a\", \"type\": \"A\", \"ttl\": 0, \"value\": \"x\", \"nobody\": 1}]}"
                        + " | #/spec/records/0/nobody | malformed",
                "account       | null             | #/account       | missing",
                "account       | 7                | #/account       | malformed",
                "account       | \"x\"            | #/account       | malformed",
                "account       | \"/api/v1/services/00000000-0000-7000-8000-000000000000\" | #/account | choice",
                "type          | \"nobody\"       | #/type          | choice",
                "type          | true             | #/type          | malformed",
                "scheduledFor  | \"soon\"         | #/scheduledFor  | malformed",
                "password      | 7                | #/password      | malformed"
            })
    void whatDoesNotBelongThereIsRefusedByItsName(String field, String value, String pointer, String code) {
        ObjectNode wish = wish();
        wish.remove(field);
        String sent = wish.toString().replaceFirst("}$", ",\"" + field + "\":" + value.replace("\\", "\\\\") + "}");
        Answer answer = refused(sent, 422);
        assertThat(answer.json().get("errors").get(0).get("pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().get("errors").get(0).get("code").asText()).isEqualTo(code);
        assertThat(answer.json().get("errors").get(0).get("detail").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "x", "{\"type\":\"a\",\"type\":\"b\"}", "{} {}", "[]"})
    void whatIsNoJsonOrSaysAThingTwiceIsNotRead(String body) {
        refused(body, 400);
    }

    @Test
    void nothingIsReadThatIsTooLongOrTooDeep() {
        refused("{\"spec\":{\"domain\":\"" + "y".repeat(300_000) + "\"}}", 413);
        refused("{\"spec\":" + "[".repeat(100) + "]".repeat(100) + "}", 413);
    }

    @Test
    void nothingOfAnotherKindIsRead() {
        for (String kind : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Answer answer = program.send("POST", SERVICES, wish().toString(), Map.of("Content-Type", kind));
            assertThat(answer.status()).as(kind).isEqualTo(415);
            assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        }
    }

    @Test
    void aKeyThatIsNoneIsRefusedAtItsHeader() {
        Answer answer = program.send("POST", SERVICES, wish().toString(), Map.of("Idempotency-Key", "two words"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("header").asText()).isEqualTo("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "*/*", "image/png"})
    void whoeverReachesNoCallIsToldInTheSameForm(String accepts) {
        Map<String, String> headers = Map.of("Accept", accepts);
        Answer unknown = program.send("GET", "/api/v1/nothing", null, headers);
        Answer nobody = new Program(port, null).send("GET", SERVICES, null, headers);
        Answer method = program.send("PATCH", SERVICES, null, headers);
        Answer elsewhere = program.send("GET", "/api/v2/services", null, headers);
        assertThat(List.of(unknown.status(), nobody.status(), method.status(), elsewhere.status()))
                .containsExactly(404, 401, 405, 404);
        for (Answer answer : List.of(unknown, nobody, method, elsewhere)) {
            assertThat(answer.header("Content-Type")).startsWith(PROBLEM);
            assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
            assertThat(answer.json().get("detail").asText()).isNotBlank();
        }
        assertThat(method.header("Allow")).contains("GET", "POST");
    }

    @Test
    void pagesSayNoAsTheyEverDid() {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(visitor.get("/apis").body()).contains("<html");
        assertThat(visitor.get("/no-such-page").body()).contains("<html", "Not found");
    }

    @Test
    void hostileValuesAreRefusedAtTheirPlace() {
        for (Hostile value : Hostile.all()) {
            Map<String, Long> books = Books.read(sql);
            for (String field : List.of("account", "type", "scheduledFor", value.text())) {
                ObjectNode wish = wish().put(field, value.text());
                Answer answer = program.post(SERVICES, wish.toString());
                assertThat(answer.status())
                        .as("%s in %s: %s", value, field, answer)
                        .isBetween(400, 499);
                if (value.text().contains("7*7")) {
                    assertThat(answer.http().body()).doesNotContain("49");
                }
            }
            assertThat(Books.read(sql)).isEqualTo(books);
        }
    }

    private Answer refused(String body, int status) {
        Map<String, Long> books = Books.read(sql);
        Answer answer = program.post(SERVICES, body);
        assertThat(answer.status()).as(body + answer).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(Books.read(sql)).isEqualTo(books);
        return answer;
    }

    private ObjectNode wish() {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.id().toString())
                .put("type", "domains");
        wish.putObject("spec").put("domain", "problems-" + Ids.next() + ".test");
        return wish;
    }
}
