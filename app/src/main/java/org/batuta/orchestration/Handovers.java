package org.batuta.orchestration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.workflow.Assignments;
import org.batuta.workflow.Comment;
import org.batuta.workflow.OpenTasks;
import org.batuta.workflow.OpenTasks.Open;
import org.batuta.workflow.StaffDirectory.Member;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * How a task goes from one of the staff to another (K13): only to somebody who may do it, by somebody who may, with a
 * word of why; who gets it is written to, and what was handed to whom is in the audit.
 */
@Service
@PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
public class Handovers {

    private final OpenTasks tasks;
    private final Assignments assignments;
    private final Transactions transactions;
    private final Letters letters;
    private final Audit audit;

    Handovers(OpenTasks tasks, Assignments assignments, Transactions transactions, Letters letters, Audit audit) {
        this.tasks = tasks;
        this.assignments = assignments;
        this.transactions = transactions;
        this.letters = letters;
        this.audit = audit;
    }

    /**
     * To whom whoever is logged in may hand this task, by name.
     *
     * @throws NotFound when it is done, or never was
     * @throws AccessDeniedException when that person may not do it either
     */
    public List<Member> colleagues(UUID taskId) {
        String me = me(taskId);
        return assignments.able(taskId.toString()).stream()
                .filter(member -> !member.login().equals(me))
                .toList();
    }

    /**
     * Hands a task to a colleague, who has it from then on.
     *
     * @param colleague the login
     * @param said why; 1 to 2,000 characters
     * @throws Refusal at {@code colleague} or {@code comment}
     * @throws NotFound when the task is done, or never was
     * @throws AccessDeniedException when whoever is logged in may not do it either
     */
    public void hand(UUID taskId, String colleague, String said) {
        Member member = colleagues(taskId).stream()
                .filter(each -> each.login().equals(colleague))
                .findFirst()
                .orElseThrow(() -> Refusal.at("colleague", "colleague"));
        String why = Comment.of(said);
        if (why.isBlank()) {
            throw Refusal.at("comment", "missing");
        }
        String me = Acting.current().login();
        transactions.retrying(() -> give(tasks.get(taskId), member, me, "hand", why));
    }

    /**
     * Gives a task back to who handed it to whoever is logged in, or to all who may do it when that person may no more.
     *
     * @throws Refusal when whoever is logged in does not have it from anybody
     * @throws NotFound when the task is done, or never was
     */
    public void giveBack(UUID taskId) {
        String me = me(taskId);
        transactions.retrying(() -> {
            Open task = tasks.get(taskId);
            String owner = task.owner();
            if (!me.equals(task.assignee()) || owner == null) {
                throw Refusal.at("", "not-handed");
            }
            give(
                    task,
                    assignments.able(task.id()).stream()
                            .filter(each -> each.login().equals(owner))
                            .findFirst()
                            .orElse(null),
                    null,
                    "give-back",
                    "");
        });
    }

    private void give(Open task, @Nullable Member to, @Nullable String from, String deed, String why) {
        String login = to == null ? null : to.login();
        Map<String, Object> after = new HashMap<>();
        after.put("assignee", login);
        after.put("comment", why);
        Map<String, Object> before = new HashMap<>();
        before.put("assignee", task.assignee());
        audit.record("task." + deed, "task", UUID.fromString(task.id()), before, after);
        assignments.give(task.id(), login, from, to == null || from == null ? "" : from + " → " + login + ": " + why);
        if (to != null) {
            letters.tellStaff(
                    to.email(),
                    "task-" + deed + "/" + Ids.next(),
                    "task-" + deed,
                    Map.of(
                            "task", task.name(),
                            "who", Acting.current().name(),
                            "evidence", why,
                            "link", task.path()));
        }
    }

    private String me(UUID taskId) {
        String me = Acting.current().login();
        if (!assignments.isAble(me, taskId.toString())) {
            throw new AccessDeniedException("this task is not for " + me);
        }
        return me;
    }
}
