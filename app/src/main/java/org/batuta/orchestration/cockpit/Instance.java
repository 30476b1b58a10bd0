package org.batuta.orchestration.cockpit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * A process instance as the person sees it who looks: with everything that it called, running or ended. All questions
 * go to the engine in that person's name, so it answers only what it would show.
 */
record Instance(ProcessEngine engine, HistoricProcessInstance self, Set<String> family) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static Optional<Instance> find(ProcessEngine engine, String id) {
        return Optional.ofNullable(engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(id)
                        .singleResult())
                .map(self -> new Instance(engine, self, family(engine, self)));
    }

    /** Whose steps that nobody took yet belong here; null for an instance that was called, which has its own only. */
    @Nullable
    UUID request() {
        String key = self.getBusinessKey();
        boolean called = self.getSuperProcessInstanceId() != null;
        return key == null || called || !ID.matcher(key).matches() ? null : UUID.fromString(key);
    }

    /** What the family waits for at this moment: people and times. */
    Standing standing() {
        Map<String, Task> tasks = new HashMap<>();
        engine.getTaskService()
                .createTaskQuery()
                .processInstanceIdIn(family.toArray(String[]::new))
                .list()
                .forEach(task -> tasks.put(task.getProcessInstanceId(), task));
        Map<String, Job> timers = new HashMap<>();
        engine.getManagementService()
                .createJobQuery()
                .rootProcessInstanceId(self.getRootProcessInstanceId())
                .timers()
                .list()
                .forEach(job -> timers.merge(job.getProcessInstanceId(), job, Instance::first));
        return new Standing(tasks, timers);
    }

    private static Job first(Job one, Job other) {
        return one.getDuedate().before(other.getDuedate()) ? one : other;
    }

    /** The instance and what it called, directly or not. */
    private static Set<String> family(ProcessEngine engine, HistoricProcessInstance self) {
        List<HistoricProcessInstance> all = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .rootProcessInstanceId(self.getRootProcessInstanceId())
                .list();
        Map<String, List<HistoricProcessInstance>> called = all.stream()
                .filter(each -> each.getSuperProcessInstanceId() != null)
                .collect(Collectors.groupingBy(HistoricProcessInstance::getSuperProcessInstanceId));
        Set<String> family = new HashSet<>();
        gather(self.getId(), called, family);
        return family;
    }

    private static void gather(String id, Map<String, List<HistoricProcessInstance>> called, Set<String> family) {
        if (family.add(id)) {
            called.getOrDefault(id, List.of()).forEach(each -> gather(each.getId(), called, family));
        }
    }
}
