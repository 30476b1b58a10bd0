package org.batuta.orchestration.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Hostile;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.batuta.provider.Letters;
import org.batuta.security.tokens.Scope;
import org.batuta.workflow.OpenTasks;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A task goes from one of the staff to another, at the desk, and to nobody who may not do it (K13). */
@BatutaTest
class HandedOverTest {

    private static final String WHY = "You know this server, and I leave at noon.";

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Audit audit;

    private UUID server;
    private ProcessInstance stands;
    private Task task;
    private Person ada;
    private Person bob;
    private Visitor adasDesk;

    @BeforeEach
    void aTaskAndTwoWhoMayDoIt(@Autowired JdbcClient sql) {
        server = new Rows(sql).server("handed-" + Ids.next());
        stands = runtime.createProcessInstanceByKey("settle-drift")
                .businessKey(Ids.next().toString())
                .setVariable("serverId", server.toString())
                .execute();
        task = taskOf(stands);
        ada = cast.aMemberOfStaff(StaffRole.OPERATOR);
        bob = cast.aMemberOfStaff(StaffRole.OPERATOR);
        adasDesk = at(ada);
    }

    @AfterEach
    void nobodyIsAskedAnyMore() {
        runtime.deleteProcessInstanceIfExists(stands.getId(), "the test is over", true, true, true, true);
    }

    @Test
    void k13TheColleagueGetsALetterAndFindsItAmongTheOwnTasks(@Autowired OpenTasks lists) {
        Letters letters = Letters.to(bob.email());

        assertTaken(hand(adasDesk, task, bob.login(), WHY));

        assertThat(assignee()).isEqualTo(bob.login());
        assertThat(letters.text("For you: " + task.getName()))
                .contains(ada.name() + " has handed you a task", WHY)
                .contains("https://provider.test/camunda/app/tasklist/default/#/?task=" + task.getId());
        assertThat(lists.lists(bob.login()))
                .filteredOn(list -> list.name().equals("Mine"))
                .extracting(OpenTasks.Listed::count)
                .containsExactly(1L);
        assertThat(at(bob).get("/desk/tasks").body())
                .contains(task.getName(), bob.login() + " has it", "Give it back to " + ada.login());
        assertThat(audit.of("task", UUID.fromString(task.getId())))
                .extracting(AuditEntry::action, AuditEntry::login)
                .containsExactly(tuple("task.hand", ada.login()));
        assertThat(audit.of("task", UUID.fromString(task.getId())).get(0).after())
                .contains(bob.login(), WHY);
        assertThat(tasks.getTaskComments(task.getId()).get(0).getFullMessage()).contains(bob.login(), WHY);
    }

    @Test
    void l19AProgramHandsItOverAndAnotherGivesItBack(@Autowired BeanFactory application) {
        Program adas = Program.of(application, port, ada, null, Scope.WRITE);
        Program bobs = Program.of(application, port, bob, null, Scope.WRITE);
        Program managers = Program.of(application, port, cast.aMemberOfStaff(StaffRole.MANAGER), null, Scope.WRITE);

        assertThat(hand(adas, "nobody", WHY).json().findValuesAsText("pointer")).containsExactly("#/colleague");
        assertThat(hand(adas, bob.login(), " ").json().findValuesAsText("pointer"))
                .containsExactly("#/comment");
        assertThat(hand(managers, bob.login(), WHY).status()).isEqualTo(403);
        assertThat(assignee()).isNull();

        assertThat(hand(adas, bob.login(), WHY).status()).isEqualTo(204);
        assertThat(assignee()).isEqualTo(bob.login());
        assertThat(adas.send("DELETE", assigneeCall(), null, Map.of()).status())
                .as("she has it no more")
                .isEqualTo(409);
        assertThat(bobs.send("DELETE", assigneeCall(), null, Map.of()).status()).isEqualTo(204);
        assertThat(assignee()).isEqualTo(ada.login());
    }

    private Program.Answer hand(Program program, String colleague, String why) {
        String wish = "{\"colleague\":\"%s\",\"comment\":\"%s\"}".formatted(colleague, why);
        return program.send("PUT", assigneeCall(), wish, Map.of());
    }

    private String assigneeCall() {
        return "/api/v1/tasks/" + task.getId() + "/assignee";
    }

    @Test
    void k13TheColleagueGivesItBack() {
        hand(adasDesk, task, bob.login(), WHY);
        Letters letters = Letters.to(ada.email());
        Visitor bobsDesk = at(bob);

        assertTaken(bobsDesk.post("/desk/tasks/" + task.getId() + "/back", Map.of()));

        assertThat(assignee()).isEqualTo(ada.login());
        assertThat(letters.text("Given back: " + task.getName())).contains(bob.name() + " has given back");
        bobsDesk.post("/desk/tasks/" + task.getId() + "/back", Map.of());
        adasDesk.post("/desk/tasks/" + task.getId() + "/back", Map.of());
        assertThat(assignee()).as("nobody handed it to her").isEqualTo(ada.login());
    }

    @Test
    void k13WhatCannotBeGivenBackToWhoHandedItGoesToAll() {
        hand(adasDesk, task, bob.login(), WHY);
        registrar.disable(ada);

        assertTaken(at(bob).post("/desk/tasks/" + task.getId() + "/back", Map.of()));

        assertThat(assignee()).isNull();
    }

    @Test
    void k13WhoIsShutOutOrLosesTheRoleKeepsNoTask() {
        hand(adasDesk, task, bob.login(), WHY);
        registrar.disable(bob);
        assertThat(assignee()).isNull();
        assertThat(audit.of("task", UUID.fromString(task.getId())).get(0).action())
                .isEqualTo("task.release");

        Person eve = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        hand(adasDesk, task, eve.login(), WHY);
        registrar.appoint(eve, StaffRole.OPERATOR);
        assertThat(assignee()).as("may do it still").isEqualTo(eve.login());
        registrar.appoint(eve, StaffRole.MANAGER);
        assertThat(assignee()).isNull();
    }

    @Test
    void k13ManagersAndCustomersHandNothingOver() {
        for (Person person : List.of(cast.aMemberOfStaff(StaffRole.MANAGER), cast.aCustomer())) {
            Visitor visitor = at(person);
            assertThat(hand(visitor, task, bob.login(), WHY).statusCode()).isEqualTo(403);
            assertThat(visitor.get(form(task)).statusCode()).isEqualTo(403);
            assertThat(visitor.post("/desk/tasks/" + task.getId() + "/back", Map.of())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(assignee()).isNull();
    }

    @Test
    void k13OnlyWhoMayDoItCanBeChosenAndAReasonIsAskedFor() {
        Person manager = cast.aMemberOfStaff(StaffRole.MANAGER);
        Person customer = cast.aCustomer();
        Person gone = cast.aMemberOfStaff(StaffRole.OPERATOR);
        registrar.disable(gone);
        assertThat(adasDesk.get(form(task)).body())
                .contains(bob.login())
                .doesNotContain(manager.login(), customer.login(), gone.login());
        for (String wrong : List.of(
                "", ada.login(), bob.login() + " ", manager.login(), customer.login(), gone.login(), "nobody-at-all")) {
            assertRefused(hand(adasDesk, task, wrong, WHY), "colleague");
        }
        Hostile.all().stream()
                .filter(value ->
                        java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(value.text()))
                .forEach(value -> assertRefused(hand(adasDesk, task, value.text(), WHY), "colleague"));
        for (String wrong : List.of("", " ", "x".repeat(2_001), "a\u202eb", "a\0b")) {
            assertRefused(hand(adasDesk, task, bob.login(), wrong), "comment");
        }
        assertThat(assignee()).isNull();
        assertThat(hand(adasDesk, task, bob.login(), "<b>${1+1}</b>").statusCode())
                .isEqualTo(302);
    }

    @Test
    void k13NobodyHandsOverWhatIsNotForThemOrIsDone() {
        ProcessInstance ofAdministrators = runtime.createProcessInstanceByKey("check-host-key")
                .businessKey(server.toString())
                .setVariable("serverId", server.toString())
                .startBeforeActivity("checkHostKey")
                .execute();
        try {
            Task check = taskOf(ofAdministrators);
            assertThat(hand(adasDesk, check, bob.login(), WHY).statusCode()).isEqualTo(403);
            Visitor administrator = at(cast.aMemberOfStaff(StaffRole.ADMINISTRATOR));
            assertRefused(hand(administrator, check, bob.login(), WHY), "colleague");
        } finally {
            runtime.deleteProcessInstance(ofAdministrators.getId(), "the test is over");
        }
        runtime.deleteProcessInstance(stands.getId(), "done");
        assertThat(hand(adasDesk, task, bob.login(), WHY).statusCode()).isEqualTo(404);
        assertThat(adasDesk.get(form(task)).statusCode()).isEqualTo(404);
    }

    /** Tasklist takes and leaves; whatever else it may call, nobody gets a task there from somebody else. */
    @Test
    void k13TasklistGivesATaskToNobodyElse() {
        String here = "/camunda/api/engine/engine/default/task/" + task.getId();
        at(ada).get("/camunda/app/tasklist/default/");
        adasDesk.get("/camunda/app/tasklist/default/");
        for (String way : List.of("/claim", "/assignee", "/delegate")) {
            for (String other : List.of(bob.login(), "nobody-at-all")) {
                assertThat(adasDesk.postAs("application/json", here + way, "{\"userId\":\"" + other + "\"}")
                                .statusCode())
                        .as(way)
                        .isEqualTo(400);
            }
        }
        assertThat(adasDesk.send("PUT", here, "application/json", "{\"assignee\":\"" + bob.login() + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(assignee()).isNull();
        assertThat(adasDesk.postAs("application/json", here + "/claim", "{\"userId\":\"" + ada.login() + "\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(assignee()).isEqualTo(ada.login());
    }

    private HttpResponse<String> hand(Visitor visitor, Task task, String colleague, String why) {
        return visitor.post(form(task), Map.of("colleague", colleague, "comment", why));
    }

    private static String form(Task task) {
        return "/desk/tasks/" + task.getId() + "/hand";
    }

    private static void assertTaken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/desk/tasks");
    }

    private static void assertRefused(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("id=\"" + field + "-problem\"");
    }

    private String assignee() {
        return taskOf(stands).getAssignee();
    }

    private Task taskOf(ProcessInstance instance) {
        return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }

    private Visitor at(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
