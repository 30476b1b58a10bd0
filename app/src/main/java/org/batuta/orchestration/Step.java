package org.batuta.orchestration;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One request's work on one server (none for probes). PLANNED, then RUNNING while a process waits at its task, until
 * all operations are DONE or the step FAILED by the worst of them. From FAILED it is run again, checked, or skipped.
 * Whoever changes a step or wakes its process locks the step's row first.
 */
@Entity
public class Step {

    @Id
    private UUID id;

    private UUID requestId;
    private @Nullable UUID serverId;
    private int position;
    private boolean undo;

    @Enumerated(EnumType.STRING)
    private StepState state = StepState.PLANNED;

    private @Nullable String executionId;
    private @Nullable String processInstanceId;
    private @Nullable UUID incidentId;

    @Enumerated(EnumType.STRING)
    private Trigger trigger = Trigger.REQUEST;

    private String triggeredBy;

    @Enumerated(EnumType.STRING)
    private @Nullable Outcome stopAs;

    private @Nullable Instant stopNotBefore;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Step() {}

    Step(PlannedStep planned, int position) {
        this.id = Ids.next();
        this.requestId = planned.requestId();
        this.serverId = planned.serverId();
        this.undo = planned.undo();
        this.position = position;
        this.triggeredBy = planned.operations().get(0).askedBy();
    }

    /** A process waits for the operations. */
    void run(String execution, String processInstance) {
        await(StepState.RUNNING, execution, Set.of(StepState.PLANNED, StepState.FAILED, StepState.RUNNING));
        processInstanceId = processInstance;
    }

    /** It runs although no process waits for it: one begins only if it fails. */
    void runByItself() {
        require(state == StepState.PLANNED);
        state = StepState.RUNNING;
    }

    /** A process waits to hear whether the server is as wished. */
    void check(String execution) {
        await(StepState.CHECKING, execution, Set.of(StepState.FAILED, StepState.CHECKING));
    }

    /** A process waits until everything that the step started is proven dead: aborted by a person or out of time. */
    void stop(String execution, Outcome as) {
        require(!state.isOver() || state == StepState.DONE);
        state = StepState.STOPPING;
        executionId = execution;
        stopAs = as;
        stopNotBefore = null;
    }

    /** The server does not answer: the stop goes on then. */
    void stopLater(Instant when) {
        require(state == StepState.STOPPING);
        stopNotBefore = when;
    }

    /** Whoever tries again from here is written into the attempt. */
    void triggeredBy(Trigger by, String who) {
        trigger = by;
        triggeredBy = who;
    }

    /** Nobody waits any more. */
    void end(Outcome outcome) {
        require(!state.isOver());
        state = outcome.isDone() ? StepState.DONE : StepState.FAILED;
        executionId = null;
        stopNotBefore = null;
    }

    /** The check said what it could say; the step may be run again, or what is left of it. */
    void checked() {
        require(state == StepState.CHECKING);
        state = StepState.FAILED;
        executionId = null;
    }

    void skip() {
        require(state == StepState.FAILED || state == StepState.PLANNED);
        state = StepState.SKIPPED;
    }

    void supersede() {
        require(!state.isOver());
        state = StepState.SUPERSEDED;
        executionId = null;
    }

    void joins(@Nullable UUID incident) {
        incidentId = incident;
    }

    private void await(StepState next, String execution, Set<StepState> from) {
        require(from.contains(state));
        state = next;
        executionId = execution;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("Step " + id + " is " + state);
        }
    }

    public UUID id() {
        return id;
    }

    public UUID requestId() {
        return requestId;
    }

    /** Null for probes. */
    public @Nullable UUID serverId() {
        return serverId;
    }

    public int position() {
        return position;
    }

    public boolean isUndo() {
        return undo;
    }

    public StepState state() {
        return state;
    }

    /** The execution that waits for this step, while one does. */
    public @Nullable String executionId() {
        return executionId;
    }

    public @Nullable String processInstanceId() {
        return processInstanceId;
    }

    /** The group of equal failures that this step waits in. */
    public @Nullable UUID incidentId() {
        return incidentId;
    }

    public Trigger trigger() {
        return trigger;
    }

    /** The login of the person behind the next attempt. */
    public String triggeredBy() {
        return triggeredBy;
    }

    /** What a step that is being stopped counts as. */
    public @Nullable Outcome stopAs() {
        return stopAs;
    }

    /** When the stop is tried again, if the server did not answer. */
    public @Nullable Instant stopNotBefore() {
        return stopNotBefore;
    }
}
