package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.security.tokens.Scope;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A program of an operator tries many again, decides for all that failed alike, corrects a wish, on real servers (L19). */
class MendedByProgramTest extends StoryTest {

    private static final String RETRY = "/api/v1/retries";

    @Autowired
    private Audit audit;

    private Person operator;
    private Program program;
    private List<UUID> domains;

    @BeforeEach
    void threeWaitForAPersonAndTheCauseIsMended() {
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        program = program(operator, Scope.WRITE);
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domains = Stream.of(aName(), aName(), aName())
                    .map(customer::asksForDomain)
                    .toList();
            domains.forEach(domain -> administrator.isAsked(domain, "repairOperation"));
            zones.mend();
        }
    }

    @Test
    void k15TriesTheChosenAgainAndTellsWhichItLeftAlone() {
        List<Operation> failed = domains.stream().map(this::failed).toList();
        administrator.chooses(administrator.isAsked(domains.get(0), "repairOperation"), "retry");
        assertEnds(domains.get(0), Request.State.DONE);

        JsonNode many = program.post(
                        RETRY, chosen(failed.get(0).id(), failed.get(1).id()))
                .json();
        assertThat(many.get("tried").asInt()).as(many.toString()).isOne();
        assertThat(many.get("left")).hasSize(1);
        JsonNode left = many.get("left").get(0);
        assertThat(left.get("operation").asText())
                .isEqualTo("/api/v1/operations/" + failed.get(0).id());
        assertThat(left.get("why").asText()).isEqualTo("done");
        assertThat(left.get("explanation").asText()).isEqualTo("done meanwhile");
        assertEnds(domains.get(1), Request.State.DONE);
        assertThat(customer.request(domains.get(2)).state()).isEqualTo(Request.State.RUNNING);
        assertThat(audit.of("step", failed.get(1).stepId()))
                .extracting(entry -> entry.action() + " " + entry.login())
                .containsExactly("retry " + operator.login());

        assertThat(program.post(RETRY, chosen(failed.get(2).id())).json().get("left"))
                .isEmpty();
        assertEnds(domains.get(2), Request.State.DONE);
    }

    @Test
    void k13ReadsWhatWaitsForPeople() {
        Program manager = program(cast.aMemberOfStaff(StaffRole.MANAGER), Scope.READ);
        Map<String, JsonNode> waiting = new HashMap<>();
        String next = "/api/v1/tasks?limit=1";
        while (next != null) {
            JsonNode part = manager.get(next).json();
            part.get("items").forEach(task -> waiting.put(task.get("id").asText(), task));
            next = part.get("next").isNull() ? null : part.get("next").asText();
        }
        for (UUID domain : domains) {
            Task task = administrator.isAsked(domain, "repairOperation");
            assertThat(waiting).containsKey(task.getId());
            JsonNode shown = Objects.requireNonNull(waiting.get(task.getId()));
            assertThat(shown.get("name").asText()).isEqualTo(task.getName());
            assertThat(shown.get("step").asText()).startsWith("repairOperation");
            assertThat(shown.get("overdue").asBoolean()).isFalse();
            assertThat(shown.get("assignee").isNull()).isTrue();
            assertThat(shown.get("page").asText()).endsWith("#/?task=" + task.getId());
        }
        UUID[] failed = domains.stream().map(each -> failed(each).id()).toArray(UUID[]::new);
        assertThat(program.post(RETRY, chosen(failed)).json().get("tried").asInt())
                .isEqualTo(3);
        domains.forEach(domain -> assertEnds(domain, Request.State.DONE));
    }

    @Test
    void t09DecidesForAllThatFailedInTheSameWay() {
        UUID incident = incident(domains.get(0));
        JsonNode waiting =
                program.get("/api/v1/incidents/" + incident + "/waiting").json();
        assertThat(waiting.get("items").findValuesAsText("request"))
                .containsExactlyElementsOf(domains.stream()
                        .map(domain -> "/api/v1/requests/" + domain)
                        .toList());

        Answer decided = program.post("/api/v1/incidents/" + incident + "/decision", "{\"choice\":\"retry\"}");
        assertThat(decided.status()).as(decided.toString()).isEqualTo(200);
        assertThat(decided.json().get("decided").asInt()).isEqualTo(3);
        assertThat(decided.json().get("by").asText()).isEqualTo(operator.login());

        for (UUID domain : domains) {
            assertEnds(domain, Request.State.DONE);
            assertThat(customer.awaits(domain, "repair-chosen").args())
                    .containsAllEntriesOf(Map.of("choice", "retry", "by", operator.login()));
            assertThat(done(domain)).contains("APPLY host2 DONE 2");
        }
        assertThat(program.get("/api/v1/incidents/" + incident)
                        .json()
                        .get("closed")
                        .isNull())
                .isFalse();
        assertThat(program.post("/api/v1/incidents/" + incident + "/decision", "{\"choice\":\"retry\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatIsWrongWithTheChosenStandsAtItsFieldAndNothingIsTried() {
        UUID first = failed(domains.get(0)).id();
        assertRefused("{}", "#/operations");
        assertRefused("{\"operations\":[]}", "#/operations");
        assertRefused("{\"operations\":[null]}", "#/operations/0");
        assertRefused("{\"operations\":[\"/api/v1/requests/%s\"]}".formatted(first), "#/operations");
        assertRefused("{\"operations\":[\"%s\"],\"al\":true}".formatted(first), "#/al");
        assertRefused(chosen(Stream.generate(Ids::next).limit(501).toArray(UUID[]::new)), "#/operations");
        assertThat(program.post(RETRY, chosen(first, Ids.next())).status()).isEqualTo(404);
        Stream.of(program(cast.aMemberOfStaff(StaffRole.MANAGER), Scope.WRITE), program(operator, Scope.READ))
                .forEach(other ->
                        assertThat(other.post(RETRY, chosen(first)).status()).isEqualTo(403));
        assertThat(failed(domains.get(0)).attempts()).isOne();

        program.post(
                RETRY, chosen(domains.stream().map(each -> failed(each).id()).toArray(UUID[]::new)));
        domains.forEach(domain -> assertEnds(domain, Request.State.DONE));
    }

    @Test
    void t09CorrectsWhatIsAskedForWhileAPersonDecides() {
        UUID domain = domains.get(0);
        String url = "/api/v1/requests/" + domain;
        JsonNode wanted = program.get(url).json().get("wanted");
        String name = wanted.get("domain").asText();
        int revision = program.get(url).json().get("revision").asInt();
        assertRefusedAt(corrects(url, spec(name, "192.0.2.300"), revision), "#/spec/records/0/value");
        assertRefusedAt(corrects(url, spec("other-" + name, "192.0.2.8"), revision), "#/spec/domain");
        assertRefusedAt(corrects(url, "[]", revision), "#/spec");
        assertRefusedAt(program.send("PUT", url + "/wanted", "{\"spec\":{}}", Map.of()), "#/revision");
        assertThat(code(corrects(url, spec(name, "192.0.2.8"), revision + 1))).isEqualTo("changed-meanwhile");
        assertThat(code(corrects(url, wanted.toString(), revision))).isEqualTo("nothing-to-change");
        assertThat(corrects("/api/v1/requests/" + Ids.next(), spec(name, "192.0.2.8"), revision)
                        .status())
                .isEqualTo(404);
        assertThat(customer.kinds(domain)).doesNotContain("revised");

        Answer corrected = corrects(url, spec(name, "192.0.2.8"), revision);
        assertThat(corrected.status()).as(corrected.toString()).isEqualTo(200);
        assertThat(corrected.json().get("revision").asInt()).isEqualTo(revision + 1);
        assertThat(corrected.json().get("wanted").toString()).contains("192.0.2.8");
        assertThat(audit.of("request", domain))
                .extracting(entry -> entry.action() + " " + entry.login())
                .contains("request.revise " + operator.login());
        administrator.chooses(administrator.isAsked(domain, "repairOperation"), "revised");
        assertEnds(domain, Request.State.DONE);
        assertThat(customer.serviceOf(domain).spec().toString()).contains("192.0.2.8");
        assertThat(code(corrects(url, spec(name, "192.0.2.9"), revision + 1))).isEqualTo("no-repair");

        List<UUID> others = domains.subList(1, 3);
        assertThat(program(cast.aMemberOfStaff(StaffRole.MANAGER), Scope.WRITE)
                        .send("PUT", "/api/v1/requests/" + others.get(0) + "/wanted", "{}", Map.of())
                        .status())
                .isEqualTo(403);
        program.post(
                RETRY, chosen(others.stream().map(each -> failed(each).id()).toArray(UUID[]::new)));
        others.forEach(other -> assertEnds(other, Request.State.DONE));
    }

    private Answer corrects(String url, String spec, int revision) {
        return program.send(
                "PUT", url + "/wanted", "{\"spec\":%s,\"revision\":%d}".formatted(spec, revision), Map.of());
    }

    private static String spec(String name, String address) {
        return Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}".formatted(address));
    }

    private static String code(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        return answer.json().get("code").asText();
    }

    private void assertRefused(String sent, String pointer) {
        assertRefusedAt(program.post(RETRY, sent), pointer);
    }

    private static void assertRefusedAt(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().findValuesAsText("pointer"))
                .as(answer.toString())
                .containsExactly(pointer);
    }

    private Program program(Person person, Scope scope) {
        return Program.of(application, port, person, null, scope);
    }

    private static String chosen(UUID... operations) {
        return Stream.of(operations)
                .map("\"/api/v1/operations/%s\""::formatted)
                .collect(Collectors.joining(",", "{\"operations\":[", "]}"));
    }

    private UUID incident(UUID request) {
        return operations.ofRequest(request).stream()
                .map(operation -> evidences.of(operation.stepId()).step().incidentId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private Operation failed(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.state() == OperationState.REFUSED)
                .findFirst()
                .orElseThrow();
    }
}
