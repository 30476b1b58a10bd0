package org.batuta.orchestration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Assignments;
import org.batuta.workflow.Comment;
import org.batuta.workflow.OpenTasks;
import org.batuta.workflow.OpenTasks.Open;
import org.batuta.workflow.TaskAnswers;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * One decision for a whole group of equal failures (T09, K13). Each of them is decided as if that person had answered
 * its own task, in a transaction of its own: what cannot go on so, or what a colleague has, is left alone and told, and
 * hinders none of the others. When a node dies on the way, what was not reached still waits for a person.
 */
@Service
@PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
public class GroupRepairs {

    private static final Set<Verb> COMPARED = Set.of(Verb.APPLY, Verb.REMOVE);

    private static final Logger LOG = LoggerFactory.getLogger(GroupRepairs.class);

    private final StoredIncidents incidents;
    private final StoredSteps steps;
    private final StoredOperations operations;
    private final GroupDecisions decisions;
    private final Checks checks;
    private final OpenTasks tasks;
    private final Assignments assignments;
    private final TaskAnswers answers;
    private final Transactions transactions;
    private final Audit audit;

    GroupRepairs(
            StoredIncidents incidents,
            StoredSteps steps,
            StoredOperations operations,
            GroupDecisions decisions,
            Checks checks,
            OpenTasks tasks,
            Assignments assignments,
            TaskAnswers answers,
            Transactions transactions,
            Audit audit) {
        this.incidents = incidents;
        this.steps = steps;
        this.operations = operations;
        this.decisions = decisions;
        this.checks = checks;
        this.tasks = tasks;
        this.assignments = assignments;
        this.answers = answers;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Why something is left alone, and who has it. */
    private record Alone(String why, @Nullable String colleague) {}

    /** A decision that is being carried out. */
    private record Decision(UUID id, UUID incidentId, Choice choice, String comment, String by) {}

    /** What can be decided for a group, as far as the group tells; what does not fit one of it leaves that alone. */
    public static List<Choice> offered(Incident incident) {
        if (incident.serverId() == null) {
            return List.of(Choice.RETRY, Choice.ACCEPT, Choice.ABORT, Choice.GIVE_UP);
        }
        return incident.verb() == null || COMPARED.contains(incident.verb())
                ? List.of(Choice.RETRY, Choice.BY_HAND, Choice.SKIP, Choice.ABORT, Choice.GIVE_UP)
                : List.of(Choice.RETRY, Choice.SKIP, Choice.ABORT, Choice.GIVE_UP);
    }

    /**
     * Decides for all that wait in a group.
     *
     * @param word as the form of the task spells the choice
     * @param said why, or what was done; 1 to 2,000 characters, none needed to try again
     * @return what became of it; empty when nothing waits there any more
     * @throws NotFound when there is no such group
     * @throws Refusal at {@code choice} or {@code comment}
     */
    public Optional<GroupDecision> decide(UUID incidentId, String word, String said) {
        Incident incident = incidents.findById(incidentId).orElseThrow(() -> new NotFound("incident", incidentId));
        Choice choice = Choice.of(word);
        if (!offered(incident).contains(choice)) {
            throw Refusal.at("choice", "choice");
        }
        String comment = Comment.of(said);
        if (choice.needsComment() && comment.isBlank()) {
            throw Refusal.at("comment", "missing");
        }
        List<UUID> members = steps.idsOf(incidentId);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Decision decision = transactions.retrying(() -> begin(incidentId, choice, comment, members.size()));
        members.forEach(step -> decide(decision, step));
        return decisions.of(incidentId).stream()
                .filter(each -> each.id().equals(decision.id()))
                .findFirst();
    }

    /**
     * What is just being decided for one step is decided for all others of its group, once it is written down.
     *
     * @throws Refusal at {@code forAll} when it can only be decided one by one
     */
    public void alsoFor(Step step, Choice choice, String comment) {
        if (!choice.isForMany()) {
            throw Refusal.at("forAll", "one-by-one");
        }
        UUID group = step.incidentId();
        if (group == null) {
            return;
        }
        List<UUID> others = steps.idsOf(group).stream()
                .filter(other -> !other.equals(step.id()))
                .toList();
        if (!others.isEmpty()) {
            Decision decision = begin(group, choice, comment, others.size() + 1);
            decisions.decided(decision.id(), step.id());
            transactions.onceCommitted(() -> others.forEach(other -> decide(decision, other)));
        }
    }

    private Decision begin(UUID group, Choice choice, String comment, int size) {
        String who = Acting.current().login();
        audit.record(
                "repair-all",
                "incident",
                group,
                null,
                Map.of("choice", choice.word(), "comment", comment, "size", size));
        return new Decision(decisions.begin(group, choice, who, size), group, choice, comment, who);
    }

    private void decide(Decision decision, UUID stepId) {
        try {
            transactions.apart(() -> {
                Alone alone = answer(decision, steps.lock(stepId).orElseThrow());
                if (alone == null) {
                    decisions.decided(decision.id(), stepId);
                } else {
                    decisions.left(decision.id(), stepId, alone.why(), alone.colleague());
                }
            });
        } catch (RuntimeException e) {
            LOG.error("Step {} could not be decided together with others", stepId, e);
            transactions.apart(() -> decisions.left(decision.id(), stepId, "failed", null));
        }
    }

    /** Null when it is decided. */
    private @Nullable Alone answer(Decision decision, Step step) {
        Open task = decision.incidentId().equals(step.incidentId()) ? taskOf(step) : null;
        if (task == null) {
            return new Alone(whereItIs(step), null);
        }
        String colleague = task.assignee();
        if (colleague != null && !colleague.equals(decision.by())) {
            return new Alone("taken", colleague);
        }
        if (!assignments.isAble(decision.by(), task.id())) {
            return new Alone("not-able", null);
        }
        if (!fits(decision.choice(), step, task)) {
            return new Alone("unfit", null);
        }
        answers.give(
                task.id(), decision.by(), Map.of("choice", decision.choice().word(), "comment", decision.comment()));
        return null;
    }

    private @Nullable Open taskOf(Step step) {
        String instance = step.processInstanceId();
        return step.state() != StepState.FAILED || instance == null
                ? null
                : tasks.within(List.of(instance)).stream().findFirst().orElse(null);
    }

    private boolean fits(Choice choice, Step step, Open task) {
        boolean undo = Boolean.TRUE.equals(answers.variable(task.id(), "undo"));
        return choice.fits(step, undo) && (choice != Choice.BY_HAND || checks.canCompare(operations.ofStep(step.id())));
    }

    private static String whereItIs(Step step) {
        return switch (step.state()) {
            case DONE -> "done";
            case SKIPPED, SUPERSEDED, FAILED -> "over";
            default -> "moving";
        };
    }
}
