package org.batuta.workflow;

import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Who completes a task brings what the task asks for, and nothing else: the engine itself would make a process variable
 * of everything that is sent, and the ids by which a process finds its step, its server or its way are variables too.
 * Every way to complete a task leads through its form ({@link AskedForm}); other ways to a variable are closed at the
 * doors.
 */
@Component
@Order(PinnedSettings.LAST)
class AskedOnly extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        EachTask.of(engine, task -> task.setTaskFormHandler(new AskedForm(task.getTaskFormHandler())));
        engine.setTaskService(new ByForm());
    }

    private static class ByForm extends TaskServiceImpl {

        @Override
        public void complete(String taskId, @Nullable Map<String, Object> answers) {
            commandExecutor.execute(new SubmitTaskFormCmd(taskId, orNone(answers), false, false));
        }

        @Override
        public VariableMap completeWithVariablesInReturn(
                String taskId, @Nullable Map<String, Object> answers, boolean deserialized) {
            return commandExecutor.execute(new SubmitTaskFormCmd(taskId, orNone(answers), true, deserialized));
        }

        private static Map<String, Object> orNone(@Nullable Map<String, Object> answers) {
            return answers == null ? Map.of() : answers;
        }
    }
}
