package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Letters;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks that nobody does in time (K13): two of one incident, at the second server. */
class OverdueTest extends StoryTest {

    private static final String TIMER = "repairOperation_overdue";
    private static final int USUAL = 50;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService engine;

    private Trouble zones;
    private List<UUID> requests;
    private List<Task> asked;
    private Letters letters;
    private UUID incident;

    @BeforeEach
    void twoThatFailInTheSameWay() {
        letters = Letters.toAdministrators();
        zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta");
        requests = Stream.of(aName(), aName()).map(customer::asksForDomain).toList();
        asked = requests.stream()
                .map(request -> administrator.isAsked(request, "repairOperation"))
                .toList();
        incident = UUID.fromString((String) tasks.getVariable(asked.get(0).getId(), "incidentId"));
    }

    @AfterEach
    void theyAreDone() {
        zones.close();
        requests.forEach(request -> {
            if (customer.request(request).state().isOpen()) {
                administrator.chooses(administrator.isAsked(request, "repairOperation"), "retry");
            }
            assertEnds(request, Request.State.DONE);
        });
    }

    @Test
    void k13TasksOfOneIncidentGoBeforeOthersAndAreToldInOneLetter(@Autowired FilterService filters) {
        assertThat(asked).allSatisfy(task -> {
            assertThat(Duration.between(
                            task.getCreateTime().toInstant(), task.getDueDate().toInstant()))
                    .isBetween(Duration.ofMinutes(239), Duration.ofMinutes(241));
            assertThat(task.getPriority()).isEqualTo(USUAL);
        });
        long story = customer.kinds(requests.get(0)).size();

        areTooLate();

        assertThat(asked).extracting(this::priority).containsOnly(USUAL + 10);
        assertThat(told()).isOne();
        String task = asked.get(0).getName();
        assertThat(letters.text("Overdue: " + task))
                .contains("2 tasks of one incident should have been done by now: " + task, "nobody has taken it")
                .contains(
                        "/camunda/app/tasklist/default/#/?task=" + asked.get(0).getId());
        String overdue =
                filters.createFilterQuery().filterName("Overdue").singleResult().getId();
        assertThat(filters.<Task>list(overdue).stream().limit(2).map(Task::getId))
                .containsExactlyInAnyOrder(asked.get(0).getId(), asked.get(1).getId());
        assertThat(customer.kinds(requests.get(0)))
                .as("the customer reads what he read before")
                .hasSize((int) story);
        Visitor manager = staff(StaffRole.MANAGER);
        for (String page : List.of("/desk/incidents/" + incident, "/desk/incidents", "/desk/tasks")) {
            assertThat(manager.get(page).body())
                    .as(page)
                    .contains("Overdue, due", "Nobody has it yet")
                    .doesNotContain("Hand it over");
        }
    }

    @Test
    void k13IsToldAgainADayLaterAndNotMoreOften() {
        areTooLate();
        assertThat(told()).isOne();
        assertThat(requests)
                .allSatisfy(request -> assertThat(administrator
                                .awaitsTime(request, TIMER)
                                .getDuedate()
                                .toInstant())
                        .isBetween(
                                Instant.now().plus(Duration.ofHours(23)),
                                Instant.now().plus(Duration.ofHours(25))));

        areTooLate();
        assertThat(asked).extracting(this::priority).containsOnly(USUAL + 20);
        assertThat(told()).as("the same day").isOne();

        sql.sql("update incident set reminded = reminded - interval '1 day' where id = ?")
                .param(incident)
                .update();
        areTooLate();
        assertThat(told()).as("a day later").isEqualTo(2);
    }

    @Test
    void k13IsNotRemindedOfForEver() {
        Job timer = administrator.awaitsTime(requests.get(0), TIMER);
        sql.sql("update act_ru_job set duedate_ = now(), repeat_ = ? where id_ = ?")
                .params("R14/" + Instant.now().minus(Duration.ofDays(15)) + "/P1D", timer.getId())
                .update();
        await("the last time").until(() -> priority(asked.get(0)) > USUAL);
        assertThat(engine.createJobQuery()
                        .processInstanceId(timer.getProcessInstanceId())
                        .activityId(TIMER)
                        .list())
                .isEmpty();
    }

    @Test
    void k13WhatIsDoneInTimeIsToldToNobody() {
        zones.mend();
        asked.forEach(task -> administrator.chooses(task, "retry"));

        requests.forEach(request -> assertEnds(request, Request.State.DONE));

        assertThat(asked)
                .allSatisfy(task -> assertThat(engine.createJobQuery()
                                .processInstanceId(task.getProcessInstanceId())
                                .list())
                        .isEmpty());
        assertThat(told()).isZero();
    }

    private void areTooLate() {
        for (int i = 0; i < requests.size(); i++) {
            administrator.isTooLate(requests.get(i), asked.get(i));
        }
    }

    private int priority(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult().getPriority();
    }

    private long told() {
        return sql.sql("select count(*) from letter where event_key like 'overdue/' || ? || '/%'")
                .param(incident.toString())
                .query(Long.class)
                .single();
    }
}
