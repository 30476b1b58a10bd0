package org.batuta.workflow;

import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Nobody gets a task who may not do it: the engine would take any name. And in the engine's own applications people take
 * tasks for themselves or leave them; a colleague is given one at the desk, where a reason is asked for and both are
 * written down (K13). Whom a process bars from its task neither gets it nor completes it, and nobody completes such a
 * task without a name ({@link Barred}).
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
        EachTask.of(engine, task -> {
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, this::check);
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, AbleOnly::checkAnswer);
        });
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
        if (login != null && isBarred(login, task)) {
            throw Refusal.at("assignee", "assignee.barred");
        }
    }

    private static void checkAnswer(DelegateTask task) {
        Authentication answers =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        if (isBarred(answers == null ? null : answers.getUserId(), task)) {
            throw Refusal.at("", "assignee.barred");
        }
    }

    private static boolean isBarred(@Nullable String login, DelegateTask task) {
        return Barred.bars(task.getVariable(Barred.VARIABLE), login);
    }

    private boolean isAble(String login, DelegateTask task) {
        return staff.getObject().isInOneOf(Assignments.groups(task.getCandidates()), login);
    }
}
