package org.batuta.orchestration.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.Trigger;
import org.batuta.orchestration.Verb;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The tab "Operations" of our plugin, over HTTP, on processes that really ran. */
@BatutaTest
@WithServers
class OperationsTabTest {

    private static final String PLUGIN = "/camunda/api/cockpit/plugin/batuta/default/";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Cast cast;

    @Autowired
    private ObjectMapper json;

    private final List<String> trials = new ArrayList<>();

    private Visitor manager;

    @BeforeEach
    void aManagerLogsIn() {
        manager = somebody(StaffRole.MANAGER);
    }

    @AfterEach
    void noTrialGoesOn() {
        trials.add("none");
        engine.getRuntimeService().createProcessInstanceQuery().processInstanceIds(Set.copyOf(trials)).list().stream()
                .map(ProcessInstance::getId)
                .forEach(id -> engine.getRuntimeService().deleteProcessInstance(id, "the test is over"));
    }

    @Test
    void showsWhatTheCalledInstancesDidAndWhyTheOneThatStandsWaits() {
        try (Halfway request = Halfway.on(application, cast)) {
            List<JsonNode> all = operations(request.instance());

            assertThat(all)
                    .extracting(OperationsTabTest::told)
                    .containsExactly(
                            "APPLY " + request.domain() + " host1 DONE null",
                            "APPLY " + request.domain() + " host2 REFUSED person",
                            "PROBE " + request.domain() + " null PENDING turn");
            JsonNode refused = all.get(1);
            assertThat(refused.get("request").asText()).isEqualTo(request.id().toString());
            assertThat(manager.get("/desk/incidents/" + refused.get("incident").asText())
                            .body())
                    .contains("Apply domains on host2", request.domain());
            assertThat(all.get(0).get("incident").isNull()).isTrue();
            assertThat(refused.get("askedBy").asText()).isEqualTo(request.askedBy());
            assertThat(refused.get("tries")).singleElement().satisfies(made -> {
                assertThat(made.get("outcome").asText()).isEqualTo("REFUSED");
                assertThat(made.get("exitCode").asInt()).isEqualTo(1);
                assertThat(made.get("trigger").asText()).isEqualTo("REQUEST");
            });

            assertThat(operations(request.repairing())).singleElement().isEqualTo(refused);
        }
    }

    @Test
    void attack39ShowsTheEndOfAnOutputWithWhatHidesInItSpelledOut() {
        String instance = aTrial("printf '\\033[31m<b>'; seq 100000 >&2; exit 3", OperationState.REFUSED);
        String attempt = operations(instance).get(0).at("/tries/0/id").asText();

        JsonNode output = read(manager.get(PLUGIN + "process-instance/" + instance + "/attempt/" + attempt));

        assertThat(output.get("stdout").asText()).isEqualTo("\\x1b[31m<b>");
        assertThat(output.get("stderr").asText())
                .hasSizeLessThan(8_100)
                .startsWith("…\n")
                .endsWith("100000\n");
        assertThat(output.get("stderrBytes").asInt()).isGreaterThan(500_000);
        String other = aTrial("true", OperationState.DONE);
        assertThat(manager.get(PLUGIN + "process-instance/" + other + "/attempt/" + attempt)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsWhenTheNextTryIs() {
        String instance = aTrial("exit 75", OperationState.REFUSED);

        JsonNode why =
                Halfway.await("the next try", () -> operations(instance).get(0).get("why"), found -> !found.isNull());

        assertThat(why.get("word").asText()).isEqualTo("retry");
        assertThat(why.get("until").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void showsNothingOfAnInstanceThatTheEngineHidesFromThePerson() {
        String instance = aTrial("true", OperationState.DONE);
        assertThat(Instance.find(engine, instance)).isPresent();
        engine.getIdentityService().setAuthentication("nobody", List.of("visitors"));
        try {
            assertThat(Instance.find(engine, instance)).isEmpty();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
        assertThat(manager.get(PLUGIN + "process-instance/" + UUID.randomUUID() + "/operations")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void isOpenToManagersAndAdministratorsAndOnlyForReading() {
        String instance = aTrial("true", OperationState.DONE);
        List<String> paths = List.of(
                PLUGIN + "words",
                PLUGIN + "process-instance/" + instance + "/operations",
                "/camunda/api/cockpit/plugin/batuta/static/app/plugin.js",
                "/camunda/api/cockpit/plugin/batuta/static/app/plugin.css");
        SoftAssertions all = new SoftAssertions();
        Visitor operator = somebody(StaffRole.OPERATOR);
        Visitor administrator = somebody(StaffRole.ADMINISTRATOR);
        for (String path : paths) {
            all.assertThat(administrator.get(path).statusCode()).as(path).isEqualTo(200);
            all.assertThat(manager.get(path).statusCode()).as(path).isEqualTo(200);
            all.assertThat(operator.get(path).statusCode())
                    .as("operator " + path)
                    .isEqualTo(403);
            all.assertThat(new Visitor(port).get(path).statusCode())
                    .as("nobody " + path)
                    .isEqualTo(401);
            for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
                all.assertThat(administrator
                                .send(method, path, "application/json", "{}")
                                .statusCode())
                        .as(method + " " + path)
                        .isEqualTo(403);
            }
        }
        all.assertAll();
    }

    @Test
    void hasAWordForEverythingThatItShows() {
        Map<String, String> words = Words.in(List.of(Locale.ENGLISH));
        assertThat(words).containsKeys(codes("cockpit.verb.", Verb.values()));
        assertThat(words).containsKeys(codes("cockpit.state.", OperationState.values()));
        assertThat(words).containsKeys(codes("cockpit.state.", Outcome.values()));
        assertThat(words).containsKeys(codes("cockpit.try.", Trigger.values()));
        assertThat(words).isEqualTo(Words.in(List.of(Locale.FRENCH)));
        assertThat(read(manager.get(PLUGIN + "words")).get("cockpit.tab").asText())
                .isEqualTo("Operations");
    }

    private String aTrial(String deed, OperationState end) {
        String instance = Halfway.trial(application, deed, end);
        trials.add(instance);
        return instance;
    }

    private static String[] codes(String prefix, Enum<?>... values) {
        return Stream.of(values).map(value -> prefix + value.name()).toArray(String[]::new);
    }

    private List<JsonNode> operations(String instance) {
        JsonNode all = read(manager.get(PLUGIN + "process-instance/" + instance + "/operations"));
        return StreamSupport.stream(all.spliterator(), false).toList();
    }

    private static String told(JsonNode operation) {
        return "%s %s %s %s %s"
                .formatted(
                        operation.get("verb").asText(),
                        operation.get("service").asText(),
                        operation.get("server").asText(),
                        operation.get("state").asText(),
                        operation.at("/why/word").asText("null"));
    }

    private JsonNode read(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private Visitor somebody(StaffRole role) {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(role).login(), Visitor.PASSWORD);
        return visitor;
    }
}
