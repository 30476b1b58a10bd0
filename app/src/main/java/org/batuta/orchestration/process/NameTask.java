package org.batuta.orchestration.process;

import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Listener {@code nameTask} of all tasks of people: puts what it is about into the task's name, so lists tell them apart. */
@Component
class NameTask implements TaskListener {

    private static final int LONGEST = 255;

    private final Evidences evidences;
    private final Servers servers;
    private final Accounts accounts;

    NameTask(Evidences evidences, Servers servers, Accounts accounts) {
        this.evidences = evidences;
        this.servers = servers;
        this.accounts = accounts;
    }

    @Override
    public void notify(DelegateTask task) {
        Object step = task.getVariable("stepId");
        Object server = task.getVariable("serverId");
        Object account = task.getVariable("accountId");
        if (step != null) {
            name(task, of(evidences.of(UUID.fromString(step.toString()))));
        } else if (server != null) {
            name(task, servers.name(UUID.fromString(server.toString())));
        } else if (account != null) {
            name(
                    task,
                    accounts.findById(UUID.fromString(account.toString()))
                            .orElseThrow()
                            .name());
        }
    }

    private static void name(DelegateTask task, String about) {
        String name = task.getName() + ": " + about;
        task.setName(name.length() > LONGEST ? name.substring(0, LONGEST - 1) + "…" : name);
    }

    private static String of(Evidence evidence) {
        Operation first = evidence.operations().get(0);
        String what = first.isOfServer() ? first.verb().word() : first.serviceName() + " of " + first.accountName();
        return what + on(evidence.server());
    }

    private static String on(@Nullable Server server) {
        return server == null ? "" : " on " + server.name();
    }
}
