package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.kernel.Ids;
import org.batuta.kernel.Refusal;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.batuta.provider.Tasklist;
import org.batuta.workflow.Decisions;
import org.batuta.workflow.TaskAnswers;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is hard to take back begins when another person than the one who asked approves it (K11, K12). */
class ApprovedTest extends StoryTest {

    private static final String POLICY = "approval-policy";

    @Autowired
    private Decisions decisions;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Audit audit;

    private Person ada;
    private Person bob;
    private Visitor adas;
    private Visitor bobs;
    private String name;
    private UUID domain;

    @BeforeEach
    void everyRemovalByTheStaffIsApproved() {
        decisions.deploy(POLICY, decisions.shipped(POLICY).replace("&gt;= 20", "&gt;= 1"), "ada");
        ada = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR);
        bob = cast.aMemberOfStaff(StaffRole.OPERATOR);
        adas = inTasklist(ada);
        bobs = inTasklist(bob);
        name = aDomain();
        domain = customer.theService("domains", name);
    }

    @AfterEach
    void onlyManyAre() {
        decisions.deploy(POLICY, decisions.shipped(POLICY), "ada");
    }

    @Test
    void k11NothingBeginsBeforeAnotherPersonApprovesIt() {
        UUID request = removes(adas, "");
        Task task = administrator.isAsked(request, "approve");

        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-approval");
        assertThat(page("/requests/" + request)).contains("Waits for approval", "approved by another person first");
        assertThat(bobs.get("/desk/evidence/approvals/" + request).body())
                .contains(name, ada.login(), customer.account().name());
        assertThat(asksToRemove(adas, "").body()).contains("being removed");
        assertThat(done(request)).isEmpty();

        assertThat(answers(bobs, task, "approve", "").statusCode()).isEqualTo(204);

        customer.awaits(request, "window");
        assertThat(customer.kinds(request)).startsWith("asked", "waits-for-approval", "approved", "started");
        administrator.letTimePass(request, "windowPassed");
        assertEnds(request, Request.State.DONE);
        assertThat(Resolver.serves(provider.second(), name)).isFalse();
        AuditEntry approval = audit.of("request", request).stream()
                .filter(entry -> entry.action().equals("request.approve"))
                .findFirst()
                .orElseThrow();
        assertThat(approval.login()).isEqualTo(bob.login());
        assertThat(approval.before()).contains(ada.login());
    }

    @Test
    void k12WhoAskedNeitherTakesNorAnswersItThroughAnyDoor(@Autowired TaskAnswers answers) {
        UUID request = removes(adas, "");
        Task task = administrator.isAsked(request, "approve");
        String self = "{\"userId\":\"" + ada.login() + "\"}";

        for (String way : List.of("claim", "assignee", "delegate")) {
            assertThat(Tasklist.sends(adas, task, way, self).statusCode())
                    .as(way)
                    .isEqualTo(400);
        }
        for (String way : List.of("complete", "submit-form")) {
            HttpResponse<String> answer = answers(adas, task, way, "approve", "");
            assertThat(answer.statusCode()).as(way).isEqualTo(400);
            assertThat(answer.body()).contains("another person has to");
        }
        String hand = "/desk/tasks/" + task.getId() + "/hand";
        Person carol = cast.aMemberOfStaff(StaffRole.OPERATOR);
        assertThat(bobs.get(hand).body()).contains(carol.login()).doesNotContain(ada.login());
        assertThat(bobs.post(hand, Map.of("colleague", ada.login(), "comment", "You asked for it"))
                        .statusCode())
                .isNotEqualTo(302);
        assertThatThrownBy(() -> answers.give(task.getId(), ada.login(), Map.of("choice", "approve")))
                .hasRootCauseInstanceOf(Refusal.class);
        assertThatThrownBy(() -> administrator.chooses(task, "approve"))
                .as("in nobody's name")
                .hasRootCauseInstanceOf(Refusal.class);

        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee())
                .isNull();
        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-approval");
        adas.post("/requests/" + request + "/cancel", Map.of());
        assertEnds(request, Request.State.CANCELLED);
    }

    @Test
    void k12WhoAskedInACustomersNameCannotApproveItEither() {
        Person owner = cast.aCustomer(customer.account(), Role.OWNER);
        adas.post("/desk/people/" + owner.id() + "/impersonate", Map.of());
        adas.post("/impersonation", Map.of("reason", "Asked on the telephone"));
        UUID request = removes(adas, "");
        Task task = administrator.isAsked(request, "approve");
        adas.post("/impersonation/end", Map.of());

        assertThat(answers(adas, task, "approve", "").statusCode()).isEqualTo(400);
        assertThat(answers(inTasklist(ada), task, "approve", "").statusCode()).isEqualTo(400);

        assertThat(customer.request(request).awaitsApproval()).isTrue();
        assertThat(answers(bobs, task, "refuse", "Not today").statusCode()).isEqualTo(204);
        assertEnds(request, Request.State.CANCELLED);
    }

    @Test
    void k11WhatIsRefusedRunsNothingAndItsCustomerIsTold() {
        Letters letters = customer.letters();
        UUID request = removes(adas, "");
        Task task = administrator.isAsked(request, "approve");

        assertThat(answers(bobs, task, "refuse", " ").statusCode()).isEqualTo(400);
        assertThat(answers(bobs, task, "refuse", "They only move house").statusCode())
                .isEqualTo(204);

        assertEnds(request, Request.State.CANCELLED);
        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-approval", "not-approved", "ended");
        assertThat(page("/requests/" + request)).contains("Not approved", "Nothing was done");
        assertThat(letters.text(name + ": not approved")).contains("did not get it");
        assertThat(done(request)).isEmpty();
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
        assertThat(audit.of("request", request))
                .anySatisfy(entry -> assertThat(entry.after()).contains("They only move house"));
    }

    @Test
    void k11WhatIsNotApprovedInTimeNeverBegins(@Autowired JdbcClient sql) {
        UUID request = removes(adas, "");
        Task task = administrator.isAsked(request, "approve");
        sql.sql("update request set approval_until = now() where id = ?")
                .param(request)
                .update();

        HttpResponse<String> late = answers(bobs, task, "approve", "");
        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("has passed");
        assertThat(customer.kinds(request)).containsExactly("asked", "waits-for-approval");

        administrator.letTimePass(request, "approve_expired");

        assertEnds(request, Request.State.CANCELLED);
        assertThat(customer.kinds(request)).endsWith("approval-expired", "ended");
        assertThat(done(request)).isEmpty();
    }

    @Test
    void k11WhatWasAskedForALaterTimeStillWaitsForItWhenItIsApproved() {
        UUID request = removes(
                adas,
                Instant.now()
                        .plus(Duration.ofDays(2))
                        .atZone(ZoneId.of("UTC"))
                        .toLocalDateTime()
                        .withNano(0)
                        .toString());
        Task task = administrator.isAsked(request, "approve");
        assertThat(customer.request(request).isScheduled()).isFalse();

        assertThat(answers(bobs, task, "approve", "").statusCode()).isEqualTo(204);

        administrator.awaitsTime(request, "timeCome");
        assertThat(customer.request(request).isScheduled()).isTrue();
        customer.cancels(request);
        assertEnds(request, Request.State.CANCELLED);
    }

    private Visitor inTasklist(Person person) {
        Visitor visitor = at(person);
        visitor.get("/camunda/app/tasklist/default/");
        return visitor;
    }

    /** Asks for the end of the domain; answers the request. */
    private UUID removes(Visitor visitor, String time) {
        String led = Visitor.led(asksToRemove(visitor, time));
        assertThat(led).startsWith("/requests/");
        return UUID.fromString(led.substring("/requests/".length()));
    }

    private HttpResponse<String> asksToRemove(Visitor visitor, String time) {
        Map<String, String> form =
                Map.of("confirm", name, "key", Ids.next().toString(), "scheduledFor", time, "zone", "UTC");
        return visitor.post("/services/" + domain + "/remove", form);
    }

    private static HttpResponse<String> answers(Visitor visitor, Task task, String choice, String comment) {
        return answers(visitor, task, "submit-form", choice, comment);
    }

    private static HttpResponse<String> answers(Visitor visitor, Task task, String way, String choice, String comment) {
        return Tasklist.answers(visitor, task, way, Map.of("choice", choice, "comment", comment));
    }
}
