package org.batuta.orchestration;

import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tries again at once what waits for the time of its next try or for a person: one step, or a whole group. */
@Service
@PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
public class Retries {

    private static final String MESSAGE = "retryNow";

    private final StoredSteps steps;
    private final StoredServers servers;
    private final StoredIncidents incidents;
    private final Processes processes;
    private final Transactions transactions;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Retries(
            StoredSteps steps,
            StoredServers servers,
            StoredIncidents incidents,
            Processes processes,
            Transactions transactions,
            Audit audit,
            ApplicationEventPublisher events) {
        this.steps = steps;
        this.servers = servers;
        this.incidents = incidents;
        this.processes = processes;
        this.transactions = transactions;
        this.audit = audit;
        this.events = events;
    }

    /** Whether the step waits for its next try or for a person, so that it can be tried now. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public boolean isWaiting(Step step) {
        String instance = step.processInstanceId();
        return step.state() == StepState.FAILED && instance != null && processes.waitsFor(instance, MESSAGE);
    }

    /**
     * Tries a step again now.
     *
     * @throws NotFound when there is none
     * @throws Refusal when it does not wait for that any more
     */
    public void now(UUID stepId) {
        if (!transactions.retrying(() -> retry(stepId))) {
            throw Refusal.at("", "not-waiting");
        }
    }

    /**
     * Tries every step of a group of equal failures again now, each by itself; those that somebody settles meanwhile
     * are left alone.
     *
     * @return how many are tried
     * @throws NotFound when there is no such group
     */
    public int all(UUID incidentId) {
        if (!incidents.existsById(incidentId)) {
            throw new NotFound("incident", incidentId);
        }
        int tried = 0;
        for (Step member : steps.findByIncidentId(incidentId)) {
            if (transactions.retrying(() -> retry(member.id()))) {
                tried++;
            }
        }
        return tried;
    }

    private boolean retry(UUID stepId) {
        Step step = steps.lock(stepId).orElseThrow(() -> new NotFound("step", stepId));
        String instance = step.processInstanceId();
        if (step.state() != StepState.FAILED || instance == null || !processes.sendTo(instance, MESSAGE)) {
            return false;
        }
        String who = Acting.current().login();
        step.triggeredBy(Trigger.PERSON, who);
        audit.record("retry", "step", stepId, null, Map.of("incident", String.valueOf(step.incidentId())));
        events.publishEvent(
                new StepEvents.RepairChosen(step.requestId(), stepId, serverName(step), Choice.RETRY.word(), who));
        return true;
    }

    private @Nullable String serverName(Step step) {
        UUID serverId = step.serverId();
        return serverId == null
                ? null
                : servers.findById(serverId).map(Server::name).orElse(null);
    }
}
