package org.batuta.orchestration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tries again at once what waits for the time of its next try or for a person: one step, or many. */
@Service
@PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
public class Retries {

    private static final String MESSAGE = Standstill.RETRY_NOW;

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredServers servers;
    private final Leftovers leftovers;
    private final Knocks knocks;
    private final Processes processes;
    private final Transactions transactions;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Retries(
            StoredSteps steps,
            StoredOperations operations,
            StoredServers servers,
            Leftovers leftovers,
            Knocks knocks,
            Processes processes,
            Transactions transactions,
            Audit audit,
            ApplicationEventPublisher events) {
        this.steps = steps;
        this.operations = operations;
        this.servers = servers;
        this.leftovers = leftovers;
        this.knocks = knocks;
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

    /** When a step that {@link #isWaiting waits}, and no person has, is tried again by itself. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Optional<Instant> next(Step step) {
        return Optional.ofNullable(step.processInstanceId()).flatMap(processes::nextTimer);
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
     * Tries again now whatever of these waits for that, each step in a transaction of its own: what cannot be tried, or
     * fails, hinders none of the others. What an operation of the same step brings along is not counted again.
     *
     * @throws NotFound when one of them is unknown; nothing is tried then
     */
    public Retried many(Collection<UUID> operationIds) {
        List<Operation> all = operations.findAllById(operationIds);
        if (all.size() < Set.copyOf(operationIds).size()) {
            throw new NotFound("operation", operationIds);
        }
        Map<UUID, String> outcomes = new HashMap<>();
        List<Retried.Left> left = new ArrayList<>();
        int tried = 0;
        for (Operation operation : all) {
            boolean first = !outcomes.containsKey(operation.stepId());
            String why = outcomes.computeIfAbsent(operation.stepId(), step -> attempt(operation));
            if (!why.isEmpty()) {
                left.add(new Retried.Left(operation.id(), operation.serviceName(), why));
            } else if (first) {
                tried++;
            }
        }
        return new Retried(tried, left);
    }

    /** Why it is not tried again; empty if it is. */
    private String attempt(Operation operation) {
        try {
            return transactions.retrying(() -> retry(operation.stepId()) || leftovers.clear(operation.id()))
                    ? ""
                    : whyNot(operation);
        } catch (Refusal refusal) {
            return refusal.problems().get(0).code();
        } catch (RuntimeException e) {
            LOG.error("Operation {} could not be tried again", operation.id(), e);
            return "failed";
        }
    }

    /** Which of them can be chosen because their service is no more, although nobody waits for them. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Set<UUID> leftBehind(Collection<Operation> shown) {
        return leftovers.among(shown);
    }

    private String whyNot(Operation operation) {
        StepState state = steps.findById(operation.stepId()).orElseThrow().state();
        if (state == StepState.DONE) {
            return "done";
        }
        return state.isOver() || state == StepState.FAILED ? "over" : "moving";
    }

    private boolean retry(UUID stepId) {
        Step step = steps.lock(stepId).orElseThrow(() -> new NotFound("step", stepId));
        String instance = step.processInstanceId();
        if (step.state() != StepState.FAILED || instance == null || !processes.sendTo(instance, MESSAGE)) {
            return false;
        }
        String who = Acting.current().login();
        step.triggeredBy(Trigger.PERSON, who);
        knocks.now(step.serverId());
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
