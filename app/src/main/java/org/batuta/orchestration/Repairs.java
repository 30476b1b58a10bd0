package org.batuta.orchestration;

import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Comment;
import org.batuta.workflow.Transactions;
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
    private final Retries retries;
    private final Transactions transactions;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Repairs(
            StoredSteps steps,
            StoredServers servers,
            Operations operations,
            Incidents incidents,
            Retries retries,
            Transactions transactions,
            Audit audit,
            ApplicationEventPublisher events) {
        this.steps = steps;
        this.servers = servers;
        this.operations = operations;
        this.incidents = incidents;
        this.retries = retries;
        this.transactions = transactions;
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
     * @throws Refusal at {@code choice} or {@code comment}, whatever else was sent there
     */
    @Transactional
    public void choose(UUID stepId, @Nullable Object word, @Nullable Object said) {
        Choice choice = Choice.of(word);
        String comment = Comment.of(said);
        Step step = steps.lock(stepId).orElseThrow();
        String who = Acting.currentOrSystem().login();
        step.triggeredBy(Trigger.PERSON, who);
        if (choice.ends()) {
            incidents.leave(step);
        }
        UUID group = step.incidentId();
        if (choice == Choice.RETRY_ALL && group != null) {
            transactions.afterCommit(() -> retries.all(group));
        }
        if (choice == Choice.ACCEPT && step.serverId() == null) {
            step.skip();
        }
        audit.record("repair", "step", stepId, null, Map.of("choice", choice.word(), "comment", comment));
        Choice here = choice == Choice.RETRY_ALL ? Choice.RETRY : choice;
        events.publishEvent(new StepEvents.RepairChosen(step.requestId(), stepId, serverName(step), here.word(), who));
    }

    private @Nullable String serverName(Step step) {
        UUID serverId = step.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
