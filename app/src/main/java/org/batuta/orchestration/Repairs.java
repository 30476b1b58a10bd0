package org.batuta.orchestration;

import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Comment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What no rule can settle goes to a person here, and comes back with a decision and the name of who made it. */
@Service
public class Repairs {

    private final StoredSteps steps;
    private final StoredServers servers;
    private final Operations operations;
    private final Incidents incidents;
    private final GroupRepairs groups;
    private final Knocks knocks;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Repairs(
            StoredSteps steps,
            StoredServers servers,
            Operations operations,
            Incidents incidents,
            GroupRepairs groups,
            Knocks knocks,
            Audit audit,
            ApplicationEventPublisher events) {
        this.steps = steps;
        this.servers = servers;
        this.operations = operations;
        this.incidents = incidents;
        this.groups = groups;
        this.knocks = knocks;
        this.audit = audit;
        this.events = events;
    }

    /** A person is wanted: the step joins the group of equal failures, which is told once. */
    @Transactional
    public Incident ask(UUID stepId) {
        Step step = steps.lock(stepId).orElseThrow();
        Failure failure = operations.failure(stepId);
        Incident incident = incidents.join(stepId, failure);
        events.publishEvent(new StepEvents.RepairWanted(
                step.requestId(), stepId, serverName(step), failure.outcome(), incident.id()));
        return incident;
    }

    /**
     * Somebody decided; what follows is drawn.
     *
     * @param word as the form of the task spells the choice
     * @param said why, or what was done; at most 2,000 characters
     * @param forAll whether all that failed in the same way are decided so too
     * @throws Refusal at {@code choice}, {@code comment} or {@code forAll}, whatever else was sent there
     */
    @Transactional
    public void choose(UUID stepId, @Nullable Object word, @Nullable Object said, boolean forAll) {
        Choice choice = Choice.of(word);
        String comment = Comment.of(said);
        Step step = steps.lock(stepId).orElseThrow();
        String who = Acting.currentOrSystem().login();
        step.triggeredBy(Trigger.PERSON, who);
        if (forAll) {
            groups.alsoFor(step, choice, comment);
        }
        if (choice.ends()) {
            incidents.leave(step);
        }
        if (choice == Choice.RETRY) {
            knocks.now(step.serverId());
        }
        if (choice == Choice.ACCEPT && step.serverId() == null) {
            step.skip();
        }
        Subject subject = Subject.of("step", stepId).sealedFor(operations.accountOf(stepId));
        audit.record("repair", subject, null, Map.of("choice", choice.word(), "comment", comment));
        events.publishEvent(
                new StepEvents.RepairChosen(step.requestId(), stepId, serverName(step), choice.word(), who));
    }

    private @Nullable String serverName(Step step) {
        UUID serverId = step.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
