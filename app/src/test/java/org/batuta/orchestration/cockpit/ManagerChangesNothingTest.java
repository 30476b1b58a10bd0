package org.batuta.orchestration.cockpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.OperationState;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

/** A manager watches and changes nothing: the list of changing calls lies beside this test, {@code changing-calls.txt}. */
@BatutaTest
@WithServers
class ManagerChangesNothingTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    private record Call(String method, String path, String body, boolean isClosed) {

        private static final String CLOSED = "! ";

        static Call of(String line) {
            boolean closed = line.startsWith(CLOSED);
            String[] parts = (closed ? line.substring(CLOSED.length()) : line).split(" ", 3);
            return new Call(parts[0], parts[1], parts.length == 3 ? parts[2] : "", closed);
        }

        int sentBy(Visitor visitor) {
            return visitor.send(method, ENGINE + path, body.isEmpty() ? "" : "application/json", body)
                    .statusCode();
        }

        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Cast cast;

    @Test
    void everyChangingCallOfAManagerIsRefusedAndChangesNothing() {
        ProcessInstance stands = standing("exit 3");
        Task task = Halfway.await("the task", () -> task(stands), found -> found != null);
        ProcessInstance waits = standing("exit 75");
        String timer = Halfway.await("the timer", () -> timer(waits), Optional::isPresent)
                .orElseThrow();
        Person person = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        List<Call> calls = calls(Map.of(
                "instance", stands.getId(),
                "definition", stands.getProcessDefinitionId(),
                "other", waits.getId(),
                "key", waits.getBusinessKey(),
                "task", task.getId(),
                "job", timer,
                "login", person.login()));
        assertThat(calls).hasSizeGreaterThan(40);
        Visitor manager = somebody(StaffRole.MANAGER);
        Map<String, Object> before = state(stands, task, timer);

        SoftAssertions all = new SoftAssertions();
        for (Call call : calls) {
            all.assertThat(call.sentBy(manager)).as(call.toString()).isEqualTo(403);
        }
        all.assertAll();
        assertThat(state(stands, task, timer)).isEqualTo(before);
        assertThat(Call.of("POST /task/count {}").sentBy(manager))
                .as("still logged in")
                .isEqualTo(200);

        Visitor administrator = visitor(person);
        for (Call call : calls) {
            int answer = call.sentBy(administrator);
            all.assertThat(call.isClosed() ? answer == 403 : answer >= 200 && answer <= 204)
                    .as("the same by an administrator: %s -> %d", call, answer)
                    .isTrue();
        }
        all.assertAll();
    }

    @Test
    void theEngineItselfRefusesAManagerToo() {
        ProcessInstance stands = standing("exit 3");
        Task task = Halfway.await("the task", () -> task(stands), found -> found != null);
        engine.getIdentityService().setAuthentication("somebody", List.of(StaffRole.MANAGER.group()));
        try {
            assertThat(task(stands)).isNotNull();
            assertThatThrownBy(() -> engine.getTaskService().complete(task.getId()))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getTaskService().claim(task.getId(), "somebody"))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getRuntimeService().deleteProcessInstance(stands.getId(), "no"))
                    .isInstanceOf(AuthorizationException.class);
            assertThatThrownBy(() -> engine.getRuntimeService().setVariable(stands.getId(), "undo", true))
                    .isInstanceOf(AuthorizationException.class);
        } finally {
            engine.getIdentityService().clearAuthentication();
            engine.getRuntimeService().deleteProcessInstance(stands.getId(), "the test is over");
        }
    }

    private Map<String, Object> state(ProcessInstance instance, Task task, String timer) {
        return Map.of(
                "suspended",
                engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .isSuspended(),
                "variables",
                engine.getRuntimeService().getVariables(instance.getId()),
                "assignee",
                String.valueOf(task(instance).getAssignee()),
                "comments",
                engine.getTaskService().getTaskComments(task.getId()).size(),
                "due",
                engine.getManagementService()
                        .createJobQuery()
                        .jobId(timer)
                        .singleResult()
                        .getDuedate());
    }

    private ProcessInstance standing(String deed) {
        String id = Halfway.trial(application, deed, OperationState.REFUSED);
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult();
    }

    private Task task(ProcessInstance instance) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
    }

    private Optional<String> timer(ProcessInstance instance) {
        return engine
                .getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .activityId("retryTime")
                .list()
                .stream()
                .map(job -> job.getId())
                .findFirst();
    }

    private static List<Call> calls(Map<String, String> ids) {
        try {
            return new ClassPathResource("changing-calls.txt", ManagerChangesNothingTest.class)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> withIds(line, ids))
                    .map(Call::of)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withIds(String line, Map<String, String> ids) {
        String call = line;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            call = call.replace("${" + id.getKey() + "}", id.getValue());
        }
        return call;
    }

    private Visitor somebody(StaffRole role) {
        return visitor(cast.aMemberOfStaff(role));
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        assertThat(visitor.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
        return visitor;
    }
}
