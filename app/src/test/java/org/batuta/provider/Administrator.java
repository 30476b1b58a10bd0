package org.batuta.provider;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Evidences;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** An administrator of the provider, without a browser: answers tasks, looks at evidence, and lets time pass. */
public final class Administrator {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TaskService tasks;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final ManagementService management;
    private final Evidences evidences;

    /** Works on this application. */
    public Administrator(BeanFactory application) {
        tasks = application.getBean(TaskService.class);
        runtime = application.getBean(RuntimeService.class);
        history = application.getBean(HistoryService.class);
        management = application.getBean(ManagementService.class);
        evidences = application.getBean(Evidences.class);
    }

    /** Waits until a person is asked this about a request or a server. */
    public Task isAsked(UUID about, String task) {
        return await("the task " + task)
                .atMost(PATIENCE)
                .until(
                        () -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(about.toString())
                                .taskDefinitionKey(task)
                                .singleResult(),
                        Objects::nonNull);
    }

    /** Waits until a person is asked this, and not as this task any more. */
    public Task isAskedAgain(UUID about, Task before) {
        return await("the task " + before.getTaskDefinitionKey() + " again")
                .atMost(PATIENCE)
                .until(
                        () -> isAsked(about, before.getTaskDefinitionKey()),
                        task -> !task.getId().equals(before.getId()));
    }

    /** What the form of the task shows. */
    public Evidence evidence(Task task) {
        return evidences.of(UUID.fromString((String) tasks.getVariable(task.getId(), "stepId")));
    }

    /** Decides, as the form of the task does. */
    public void chooses(Task task, String choice) {
        completes(task, Map.of("choice", choice, "comment", "as the test wants it"));
    }

    /** Completes a task with these answers. */
    public void completes(Task task, Map<String, Object> answers) {
        As.administrator().run(() -> tasks.complete(task.getId(), answers));
    }

    /** The time has come that a request or a server waits for at this event. */
    public void letTimePass(UUID about, String event) {
        Job timer = awaitsTime(about, event);
        management.setJobDuedate(timer.getId(), new Date());
        awaitEnd(timer);
    }

    private void awaitEnd(Job timer) {
        await("the end of " + timer.getId())
                .atMost(PATIENCE)
                .until(() ->
                        management.createJobQuery().jobId(timer.getId()).list().isEmpty());
    }

    /** A task becomes overdue now, which others learn from the timer of its picture; the next one comes a day later. */
    public void isTooLate(UUID about, Task task) {
        tasks.setDueDate(task.getId(), Date.from(Instant.now().minus(Duration.ofMinutes(1))));
        Job timer = awaitsTime(about, task.getTaskDefinitionKey() + "_overdue");
        management.setJobDuedate(timer.getId(), new Date(), true);
        awaitEnd(timer);
    }

    /** What a request or a server waits for at this event does not come by itself while a test runs. */
    public void postpones(UUID about, String event) {
        management.setJobDuedate(
                awaitsTime(about, event).getId(), Date.from(Instant.now().plus(Duration.ofDays(1))));
    }

    /** Waits until a request or a server waits for its time at this event. */
    public Job awaitsTime(UUID about, String event) {
        return await("the timer " + event).atMost(PATIENCE).until(() -> timer(about, event), Objects::nonNull);
    }

    private @Nullable Job timer(UUID request, String event) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(request.toString()).list().stream()
                .flatMap(
                        instance -> management
                                .createJobQuery()
                                .timers()
                                .activityId(event)
                                .processInstanceId(instance.getId())
                                .list()
                                .stream())
                .findFirst()
                .orElse(null);
    }

    /** The steps of all pictures that a request has walked, in order. */
    public List<String> walked(UUID request) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(request.toString())
                .list()
                .stream()
                .flatMap(instance -> history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .orderPartiallyByOccurrence()
                        .asc()
                        .list()
                        .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }
}
