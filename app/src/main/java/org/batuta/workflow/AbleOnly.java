package org.batuta.workflow;

import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Nobody gets a task who may not do it: the engine would take any name. And in the engine's own applications people take
 * tasks for themselves or leave them; a colleague is given one at the desk, where a reason is asked for and both are
 * written down (K13).
 */
@Component
@Order(PinnedSettings.LAST)
class AbleOnly extends AbstractProcessEnginePlugin {

    private final ObjectProvider<StaffDirectory> staff;

    AbleOnly(ObjectProvider<StaffDirectory> staff) {
        this.staff = staff;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        EachTask.of(engine, task -> task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, this::check));
    }

    private void check(DelegateTask task) {
        Authentication giver =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        String login = task.getAssignee();
        if (giver != null) {
            task.setOwner(null);
            if (login != null && !login.equals(giver.getUserId())) {
                throw Refusal.at("assignee", "assignee.desk");
            }
        }
        if (login != null && !isAble(login, task)) {
            throw Refusal.at("assignee", "assignee");
        }
    }

    private boolean isAble(String login, DelegateTask task) {
        return staff.getObject().isInOneOf(Assignments.groups(task.getCandidates()), login);
    }
}
