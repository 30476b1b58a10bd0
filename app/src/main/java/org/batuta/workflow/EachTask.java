package org.batuta.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** What holds for every task of a person, whatever its picture says: put there when the picture is read. */
final class EachTask extends AbstractBpmnParseListener {

    private final Consumer<TaskDefinition> rule;

    private EachTask(Consumer<TaskDefinition> rule) {
        this.rule = rule;
    }

    static void of(ProcessEngineConfigurationImpl engine, Consumer<TaskDefinition> rule) {
        List<BpmnParseListener> listeners = new ArrayList<>();
        List<BpmnParseListener> others = engine.getCustomPostBPMNParseListeners();
        listeners.addAll(others == null ? List.of() : others);
        listeners.add(new EachTask(rule));
        engine.setCustomPostBPMNParseListeners(listeners);
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        rule.accept(((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition());
    }
}
