package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.batuta.Hostile;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.provider.Tasklist;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an operator answers in a task through Tasklist's own calls, with values that want to hurt. */
class HostileAnswersTest extends StoryTest {

    private static final String LAST =
            "it's \"quoted\"; $(touch /tmp/hurt) `id` ${7*7}\r\n\t-- <b>&amp;</b> \\ '; drop table request; -- \uD83D\uDE00";

    @Autowired
    private ObjectMapper json;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Audit audit;

    @Test
    void refusesWhatIsNoChoiceOrNoCommentAndKeepsTheLastByteForByte() throws IOException {
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID domain = customer.asksForDomain(aName());
            Task task = administrator.isAsked(domain, "repairOperation");
            Visitor operator = anOperatorInTasklist();
            Map<String, Object> before = variables(task);
            SoftAssertions all = new SoftAssertions();
            for (Hostile value : Hostile.all()) {
                refuses(all, operator, task, value + " as choice", answer(text(value.text()), text("why")));
            }
            for (JsonNode comment : refusedComments()) {
                refuses(all, operator, task, comment.toString(), answer(text("retry"), comment));
            }
            for (String odd : List.of("true", "7", "{}", "[]", "null", "1e999")) {
                refuses(all, operator, task, odd + " as choice", answer(json.readTree(odd), text("why")));
            }
            for (String body : List.of("", "{", "[]", "7", "{\"variables\": 7}", "{\"variables\": {\"choice\": 7}}")) {
                refuses(all, operator, task, body, body);
            }
            all.assertAll();
            assertThat(variables(task)).isEqualTo(before);
            assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 REFUSED 1");

            zones.mend();
            assertThat(Tasklist.sends(operator, task, "submit-form", answer(text("retry"), text(LAST)))
                            .statusCode())
                    .isEqualTo(204);
            assertEnds(domain, Request.State.DONE);
            UUID step = UUID.fromString((String) before.get("stepId"));
            String written = audit.of("step", step).stream()
                    .filter(entry -> entry.action().equals("repair"))
                    .map(entry -> String.valueOf(entry.after()))
                    .collect(Collectors.joining());
            assertThat(json.readTree(written).get("comment").asText()).isEqualTo(LAST);
        }
    }

    @Test
    void takesWhatTheTaskAsksForAndNoOtherVariableOnNoOtherWay() throws IOException {
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID domain = customer.asksForDomain(aName());
            Task task = administrator.isAsked(domain, "repairOperation");
            Visitor operator = anOperatorInTasklist();
            theEngineItselfWouldLetAnOperatorSet(task, "stepId");
            Map<String, Object> before = variables(task);
            SoftAssertions all = new SoftAssertions();
            for (String name : List.of("stepId", "serverId", "next", "undo", "retryAt", "anything")) {
                for (String way : List.of("submit-form", "complete")) {
                    HttpResponse<String> answer = Tasklist.sends(operator, task, way, answerWith(name));
                    all.assertThat(answer.statusCode()).as(way + " " + name).isEqualTo(400);
                    all.assertThat(answer.body())
                            .contains("This task asks for choice, comment, forAll and takes nothing else.");
                }
                otherWays(task, name)
                        .forEach((path, body) -> all.assertThat(operator.send(
                                                path.split(" ")[0],
                                                Tasklist.ENGINE + path.split(" ")[1],
                                                "application/json",
                                                body)
                                        .statusCode())
                                .as(path)
                                .isEqualTo(403));
            }
            all.assertAll();
            assertThat(variables(task)).isEqualTo(before);

            zones.mend();
            assertThat(Tasklist.sends(operator, task, "submit-form", answer(text("retry"), text("mended")))
                            .statusCode())
                    .isEqualTo(204);
            assertEnds(domain, Request.State.DONE);
        }
    }

    private void theEngineItselfWouldLetAnOperatorSet(Task task, String name) {
        Object value = tasks.getVariable(task.getId(), name);
        identity.setAuthentication("somebody", List.of(StaffRole.OPERATOR.group()));
        try {
            tasks.setVariable(task.getId(), name, "another");
            assertThat(tasks.getVariable(task.getId(), name)).isEqualTo("another");
        } finally {
            identity.clearAuthentication();
            tasks.setVariable(task.getId(), name, value);
        }
    }

    /** By method and path: what the engine's interface offers besides for a variable. */
    private static Map<String, String> otherWays(Task task, String name) {
        String value = "{\"value\": \"another\", \"type\": \"String\"}";
        String variables = "{\"variables\": {\"" + name + "\": " + value + "}}";
        String changes = "{\"modifications\": {\"" + name + "\": " + value + "}}";
        String ofTask = "/task/" + task.getId();
        String ofInstance = "/process-instance/" + task.getProcessInstanceId();
        String ofExecution = "/execution/" + task.getExecutionId();
        return Map.ofEntries(
                Map.entry("POST " + ofTask + "/variables", changes),
                Map.entry("PUT " + ofTask + "/variables/" + name, value),
                Map.entry("DELETE " + ofTask + "/variables/" + name, ""),
                Map.entry("POST " + ofTask + "/localVariables", changes),
                Map.entry("PUT " + ofTask + "/localVariables/" + name + "/", value),
                Map.entry("POST " + ofTask + "/resolve", variables),
                Map.entry("POST " + ofTask + "/bpmnError", "{\"errorCode\": \"aborted\"}"),
                Map.entry("POST " + ofInstance + "/variables", changes),
                Map.entry("PUT " + ofInstance + "/variables/" + name, value),
                Map.entry("POST " + ofExecution + "/localVariables", changes),
                Map.entry("PUT " + ofExecution + "/localVariables/" + name, value),
                Map.entry("POST " + ofExecution + "/signal", variables),
                Map.entry("POST " + ofExecution + "/messageSubscriptions/retryNow/trigger", variables),
                Map.entry("POST /process-definition/key/run-operation/start", variables),
                Map.entry("POST /process-definition/key/run-operation/submit-form", variables));
    }

    private String answerWith(String name) {
        return "{\"variables\": {\"choice\": {\"value\": \"skip\"}, \"comment\": {\"value\": \"why\"}, \"" + name
                + "\": {\"value\": \"another\", \"type\": \"String\"}}}";
    }

    private Visitor anOperatorInTasklist() {
        Visitor operator = staff(StaffRole.OPERATOR);
        assertThat(operator.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        return operator;
    }

    private static void refuses(SoftAssertions all, Visitor operator, Task task, String what, String body) {
        for (String way : List.of("submit-form", "complete")) {
            HttpResponse<String> answer = Tasklist.sends(operator, task, way, body);
            all.assertThat(answer.statusCode())
                    .as(way + " " + what + " " + answer.body())
                    .isBetween(400, 499);
        }
    }

    private List<JsonNode> refusedComments() {
        return Arrays.asList(
                text("x".repeat(2_001)),
                text("x".repeat(10_000)),
                text("\u20AC".repeat(10_000)),
                text("nul\0byte"),
                text("right\u202Egnp.exe"),
                text("\u001B[31mred"),
                text("half\uD800surrogate"),
                json.getNodeFactory().numberNode(7));
    }

    private Map<String, Object> variables(Task task) {
        return runtime.getVariables(task.getExecutionId());
    }

    private JsonNode text(String text) {
        return json.getNodeFactory().textNode(text);
    }

    private String answer(JsonNode choice, JsonNode comment) throws IOException {
        return json.writer()
                .with(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
                .writeValueAsString(Map.of(
                        "variables", Map.of("choice", Map.of("value", choice), "comment", Map.of("value", comment))));
    }
}
