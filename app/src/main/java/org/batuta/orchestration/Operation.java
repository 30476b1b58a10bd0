package org.batuta.orchestration;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an {@link Assignment}: one verb of one service on one server. PENDING until a dispatcher claims it, RUNNING under that node's lease, then
 * one of the outcomes; from an outcome that is not done it may become PENDING again. Every claim counts as an attempt
 * and gives the run a name of its own, which the server's journal knows: the same attempt never runs twice.
 */
@Entity
public class Operation extends Assignment {

    private static final int EXIT_DIFFERS = 1;

    @Enumerated(EnumType.STRING)
    private OperationState state = OperationState.PENDING;

    private int attempts;
    private boolean unsettled;
    private @Nullable UUID reload;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable UUID callId;

    private @Nullable String claimedBy;
    private @Nullable Instant leaseUntil;
    private @Nullable Integer exitCode;
    private @Nullable String symptom;

    @SuppressWarnings("unused") // read by SQL
    private Instant queued;

    private @Nullable Instant started;
    private @Nullable Instant ended;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Operation() {}

    Operation(Step step, int position, PlannedOperation planned, @Nullable Script script, Duration limit, Instant now) {
        super(step, position, planned, script, limit, now);
        this.queued = now;
    }

    /** Compares the server with what this operation wanted; {@code gone} when it wanted the service away. */
    Operation check(Step step, int position, Map<String, String> wanted, Script script, Duration limit, Instant now) {
        Operation check = new Operation(step, position, toBeChecked(wanted), script, limit, now);
        check.looksFor(this);
        return check;
    }

    /** Waits for the dispatcher, from now on. */
    void queue(Instant now) {
        require(state.mayRunAgain() || state == OperationState.PENDING);
        state = OperationState.PENDING;
        queued = now;
        claimedBy = null;
        leaseUntil = null;
        ended = null;
    }

    /** A node takes it, to travel in this call; from here on it may have reached the server. */
    void begin(String node, UUID call, Instant lease, Instant now) {
        require(state == OperationState.PENDING);
        state = OperationState.RUNNING;
        attempts++;
        callId = call;
        claimedBy = node;
        leaseUntil = lease;
        started = now;
        exitCode = null;
        symptom = null;
    }

    /** Back to the queue: the server was found blocked before anything was sent. */
    void giveBack() {
        require(state == OperationState.RUNNING);
        state = OperationState.PENDING;
        attempts--;
        claimedBy = null;
        leaseUntil = null;
        started = null;
    }

    /** This attempt is over. */
    void end(Result result, Instant now) {
        require(!state.hasEnded());
        state = OperationState.of(result.outcome());
        exitCode = result.exitCode();
        symptom = result.symptom();
        unsettled = result.unsettled();
        claimedBy = null;
        leaseUntil = null;
        ended = now;
    }

    /** What it changed is in force only after this reload, however the attempt ended. */
    void needs(UUID reload) {
        this.reload = reload;
    }

    /** Done, but for the reload. */
    void awaitReload() {
        require(state.isDone());
        state = OperationState.RELOADING;
    }

    /** What it changed is in force. */
    void reloaded(Outcome outcome) {
        require(state == OperationState.RELOADING && outcome.isDone());
        state = OperationState.of(outcome);
    }

    /** Another node, or this one, goes on with it where the last one left off. */
    void takeOver(String node, Instant lease) {
        require(state == OperationState.RUNNING);
        claimedBy = node;
        leaseUntil = lease;
    }

    /** What an earlier attempt had left open became known. */
    void settle() {
        unsettled = false;
    }

    /** Nobody saw its end, but a check found the server as wished. */
    void foundDone(Instant now) {
        require(state.mayRunAgain());
        state = OperationState.DONE;
        ended = now;
    }

    /** A newer wish, or nobody, wants it. */
    void supersede(Instant now) {
        require(!state.isDone() && state != OperationState.RUNNING);
        state = OperationState.SUPERSEDED;
        ended = now;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new IllegalStateException("Operation " + id() + " is " + state);
        }
    }

    boolean isOrphan(Instant databaseTime) {
        return state == OperationState.RUNNING && (leaseUntil == null || leaseUntil.isBefore(databaseTime));
    }

    /** Whether this node holds it at this attempt; if not, it writes nothing. */
    boolean isHeldBy(String node, int attempt) {
        return state == OperationState.RUNNING && attempts == attempt && node.equals(claimedBy);
    }

    /** The name of the present attempt in the journal of the server. */
    public String runId() {
        return id() + "-" + attempts;
    }

    public OperationState state() {
        return state;
    }

    public int attempts() {
        return attempts;
    }

    /** Whether the last attempt may still be running on the server: it is killed before anything else is sent. */
    boolean isUnsettled() {
        return unsettled;
    }

    /** The name of the attempt before this one in the journal of the server, if its end was never seen. */
    @Nullable
    String openRunId() {
        return unsettled ? id() + "-" + (state == OperationState.RUNNING ? attempts - 1 : attempts) : null;
    }

    /** The operation of its server that makes in force what this one changed. */
    public @Nullable UUID reload() {
        return reload;
    }

    public @Nullable String claimedBy() {
        return claimedBy;
    }

    public @Nullable Integer exitCode() {
        return exitCode;
    }

    /** Whether this check found the server not to be as wanted; nothing else that can befall a check says so. */
    public boolean foundDifference() {
        return verb() == Verb.CHECK && state == OperationState.REFUSED && exitCode != null && exitCode == EXIT_DIFFERS;
    }

    /** The name of the configured pattern that its stderr matched. */
    public @Nullable String symptom() {
        return symptom;
    }

    public @Nullable Instant started() {
        return started;
    }

    public @Nullable Instant ended() {
        return ended;
    }
}
