package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.Program;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.api.AllCalls.Route;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.OperationState;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The document of all calls (L19): whole, true, and only what its reader may do. */
@BatutaTest
class OpenApiTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private AllCalls routes;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    private Program staff;

    @BeforeEach
    void aProgramOfAnAdministrator() {
        staff = Program.of(application, port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR), null, Scope.WRITE);
    }

    @Test
    void l19TellsEveryCallToWhoMayMakeAll() {
        JsonNode document = document(staff);
        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        Set<String> ids = new HashSet<>();
        for (Route route : routes.all()) {
            JsonNode operation = document.get("paths")
                    .get(route.path())
                    .get(route.method().name().toLowerCase(Locale.ROOT));
            assertThat(operation.get("summary").asText()).as(route.path()).isNotBlank();
            assertThat(ids.add(operation.get("operationId").asText()))
                    .as(route.path())
                    .isTrue();
            long named = route.path().chars().filter(c -> c == '{').count();
            assertThat(parameters(operation, "path")).hasSize((int) named);
        }
        assertThat(ids).hasSizeGreaterThan(15);
    }

    @Test
    void l19TellsNobodyWhatOthersMay() {
        Account account = cast.anAccount();
        Program reader = Program.of(application, port, cast.aCustomer(account, Role.READER), account, Scope.WRITE);
        JsonNode document = document(reader);
        assertThat(document.get("paths").has("/api/v1/services")).isTrue();
        assertThat(document.get("paths").get("/api/v1/services").has("post")).isFalse();
        assertThat(document.get("paths").has("/api/v1/servers")).isFalse();
        assertThat(document.get("components").get("schemas").has("Server")).isFalse();
        assertThat(document.toString())
                .doesNotContain("SEE_OPERATIONS", "ORDER_SERVICES", "ServiceAsked", "PasswordAsked");
    }

    @Test
    void l19WhatIsToldThatOneMayIsWhatOneMay() {
        Exhibits exhibits = Exhibits.of(application);
        Account account = exhibits.account();
        List<Program> programs = new ArrayList<>();
        programs.add(Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.READ));
        for (Role role : Role.values()) {
            programs.add(Program.of(application, port, cast.aCustomer(account, role), account, Scope.WRITE));
        }
        for (StaffRole role : StaffRole.values()) {
            programs.add(Program.of(application, port, cast.aMemberOfStaff(role), null, Scope.WRITE));
        }
        for (Program program : programs) {
            JsonNode paths = document(program).get("paths");
            for (Route route : routes.all()) {
                String method = route.method().name();
                String address = address(route.path(), exhibits);
                int status = program.status(method, address, method.startsWith("P") ? body(route, account) : null);
                assertThat(paths.path(route.path()).has(method.toLowerCase(Locale.ROOT)))
                        .as("%s %s: %d", method, address, status)
                        .isEqualTo(status != 403);
            }
        }
    }

    private static String address(String path, Exhibits exhibits) {
        return !path.contains("{id}")
                ? path
                : path.replace("{id}", id(path.split("/")[3], exhibits).toString())
                        .replace("{contactId}", exhibits.id("contacts").toString())
                        .replace("{invitationId}", exhibits.id("invitations").toString())
                        .replace("{personId}", exhibits.id("people").toString());
    }

    /** Nobody has such a task. */
    private static UUID id(String collection, Exhibits exhibits) {
        return collection.equals("tasks") ? Ids.next() : exhibits.id(collection);
    }

    /** A wish that would be taken, but for one thing that is wrong with it for everybody. */
    private static String body(Route route, Account account) {
        return switch (route.path()) {
            case "/api/v1/services" -> "{\"account\":\"%s\",\"type\":\"domains\",\"spec\":{}}".formatted(account.id());
            case "/api/v1/services/{id}" -> "{\"spec\":{},\"revision\":99}";
            case "/api/v1/services/{id}/password" -> "{\"password\":\"correct horse battery\"}";
            default -> "";
        };
    }

    @Test
    void everyReferenceLeadsToASchema() {
        JsonNode document = document(staff);
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void aWishIsTypedByTheSpecOfItsType() {
        JsonNode schemas = document(staff).get("components").get("schemas");
        JsonNode kinds = schemas.get("ServiceAsked").get("oneOf");
        JsonNode domain = of(kinds, "domains");
        JsonNode mailbox = of(kinds, "mailboxes");
        assertThat(domain.get("properties").has("password")).isFalse();
        assertThat(names(mailbox.get("required"))).contains("account", "type", "spec", "password");
        assertThat(mailbox.get("properties").get("spec").get("$ref").asText())
                .isEqualTo("#/components/schemas/MailboxSpec");
        JsonNode spec = schemas.get("MailboxSpec");
        assertThat(spec.get("properties").get("localPart").get("description").asText())
                .contains("info or anna.lopez");
        assertThat(spec.get("additionalProperties").asBoolean(true)).isFalse();
        JsonNode row =
                schemas.get("DomainSpec").get("properties").get("records").get("items");
        assertThat(names(row.get("properties").get("type").get("enum"))).contains("A", "MX", "TXT");
    }

    @Test
    void t45EveryStateIsExplainedWithWhatHappensNext() {
        JsonNode schemas = document(staff).get("components").get("schemas");
        assertExplained(schemas, "Service", Service.State.values());
        assertExplained(schemas, "Request", Request.State.values());
        assertExplained(schemas, "Operation", OperationState.values());
        assertExplained(schemas, "Server", org.batuta.orchestration.ServerState.values());
        assertExplained(schemas, "Account", Account.State.values());
    }

    @Test
    void whatIsAnsweredIsWhatWasTold() {
        Account account = cast.anAccount();
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (gen_random_uuid(), 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params("told-" + account.number() + ".test", account.id())
                .update();
        JsonNode schemas = document(staff).get("components").get("schemas");
        JsonNode service = staff.get("/api/v1/services?account=" + account.id())
                .json()
                .get("items")
                .get(0);
        assertThat(fields(service)).isEqualTo(fields(schemas.get("Service").get("properties")));
        JsonNode shown = staff.get("/api/v1/accounts/" + account.id()).json();
        assertThat(fields(shown)).isEqualTo(fields(schemas.get("Account").get("properties")));
        JsonNode token = staff.get("/api/v1/token").json();
        assertThat(fields(token)).isEqualTo(fields(schemas.get("Token").get("properties")));
        assertThat(names(schemas.get("Service").get("required")))
                .contains("name", "state", "explanation", "whatHappensNext")
                .doesNotContain("parent", "removedAt");
    }

    @Test
    void parametersAndTheirValuesAreTold() {
        JsonNode list = document(staff).get("paths").get("/api/v1/services").get("get");
        assertThat(parameters(list, "query"))
                .containsExactlyInAnyOrder("account", "type", "state", "name", "parent", "top", "limit", "after");
        JsonNode ask = document(staff).get("paths").get("/api/v1/services").get("post");
        assertThat(parameters(ask, "header")).containsExactly("Idempotency-Key");
        assertThat(ask.get("responses").get("202").get("headers").has("Location"))
                .isTrue();
    }

    @Test
    void itIsToldHowEachCallIsAnswered() {
        JsonNode paths = document(staff).get("paths");
        JsonNode opened = answer(paths, "/api/v1/accounts", "post", "201");
        assertThat(opened.get("headers").has("Location")).isTrue();
        assertThat(opened.at("/content/application~1json/schema/$ref").asText())
                .isEqualTo("#/components/schemas/Account");
        JsonNode removed = answer(paths, "/api/v1/routes/{id}", "delete", "204");
        assertThat(removed.has("content") || removed.has("headers")).isFalse();
        JsonNode drained = answer(paths, "/api/v1/servers/{id}/maintenance", "put", "200");
        assertThat(drained.has("headers")).isFalse();
        JsonNode exported = answer(paths, "/api/v1/accounts/{id}/export", "get", "200");
        assertThat(exported.at("/content/application~1json/schema/type").asText())
                .isEqualTo("object");
    }

    private static JsonNode answer(JsonNode paths, String path, String method, String status) {
        JsonNode responses = paths.get(path).get(method).get("responses");
        assertThat(responses.properties().stream().map(Map.Entry::getKey))
                .as("%s %s", method, path)
                .containsExactly(status, "default");
        return responses.get(status);
    }

    private static void assertExplained(JsonNode schemas, String schema, Object... states) {
        JsonNode told = schemas.get(schema).get("properties").get("state").get("oneOf");
        assertThat(told).hasSize(states.length).allSatisfy(state -> {
            assertThat(state.get("title").asText()).isNotBlank();
            assertThat(state.get("description").asText()).hasSizeGreaterThan(10);
        });
    }

    private static JsonNode of(JsonNode kinds, String type) {
        for (JsonNode kind : kinds) {
            if (kind.get("properties").get("type").get("const").asText().equals(type)) {
                return kind;
            }
        }
        throw new AssertionError(type);
    }

    private static List<String> parameters(JsonNode operation, String in) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals(in)) {
                names.add(parameter.get("name").asText());
            }
        });
        return names;
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static List<String> fields(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    private static JsonNode document(Program reader) {
        return reader.get("/api/v1/openapi.json").json();
    }
}
