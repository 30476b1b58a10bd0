package org.batuta.workflow;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The lists of tasks that everybody finds in Tasklist, what was escalated first. Made at the start and nowhere else: they hold expressions. */
@Component
class Filters {

    private final FilterService filters;
    private final TaskService tasks;

    Filters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    void write() {
        keep(
                "To repair",
                "What no rule could settle",
                0,
                open().taskDefinitionKeyIn(
                                "repairOperation",
                                "repairProbe",
                                "settleDrift",
                                "settleSuspension",
                                "lookAfterServer"));
        keep(
                "To approve",
                "What begins when another person than the one who asked says so",
                5,
                open().taskDefinitionKey("approve"));
        keep("Mine", "What I have taken", 10, open().taskAssigneeExpression("${currentUser()}"));
        keep("Overdue", "What should have been done by now", 20, open().dueBeforeExpression("${now()}"));
        keep("All tasks", "Everything that waits for a person", 30, open());
    }

    private TaskQuery open() {
        return tasks.createTaskQuery()
                .orderByTaskPriority()
                .desc()
                .orderByTaskCreateTime()
                .desc();
    }

    private void keep(String name, String description, int priority, TaskQuery query) {
        List<Filter> known = filters.createFilterQuery().filterName(name).list();
        Filter filter = known.isEmpty() ? filters.newTaskFilter(name) : known.get(0);
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                priority,
                "color",
                "#0b5d5b",
                "refresh",
                true,
                "showUndefinedVariable",
                false));
        filters.saveFilter(filter);
    }
}
