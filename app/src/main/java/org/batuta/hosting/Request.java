package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish for one service: one row, one process instance, one page.
 *
 * <p>It is WAITING until its time and then its turn come (no other request works on the service, the parent is active),
 * then RUNNING.
 * It ends DONE when the result was seen from outside. If it is cancelled or cannot be done it is UNDOING what was done,
 * one server after the other, and ends UNDONE, or NOT_UNDONE when somebody had to give up. A newer wish for the same
 * aspect ends a waiting one as SUPERSEDED. A removal waits once more, for its undo window, and is CANCELLED when the
 * customer keeps the service.
 */
@Entity
@Table(name = "request")
public class Request {

    /** What shall happen to the service. */
    public enum Verb {
        CREATE(Aspect.EXISTENCE),
        CHANGE(Aspect.SPEC),
        REMOVE(Aspect.EXISTENCE),
        SET_PASSWORD(Aspect.PASSWORD),
        /** It shall stop, with everything in it kept, until it is resumed. */
        SUSPEND(Aspect.ACTIVITY),
        RESUME(Aspect.ACTIVITY);

        private final Aspect aspect;

        Verb(Aspect aspect) {
            this.aspect = aspect;
        }

        /** Whether it is only about whether the service works: a matter of the staff, and nothing of it is changed. */
        public boolean isOfActivity() {
            return aspect == Aspect.ACTIVITY;
        }
    }

    /** What a wish is about: at most one wish waits for each aspect of a service. */
    public enum Aspect {
        EXISTENCE,
        SPEC,
        PASSWORD,
        ACTIVITY
    }

    /** Where a request is; each state is explained on its page. */
    public enum State {
        WAITING,
        RUNNING,
        UNDOING,
        DONE,
        UNDONE,
        NOT_UNDONE,
        SUPERSEDED,
        CANCELLED;

        private static final Set<State> OPEN = EnumSet.of(WAITING, RUNNING, UNDOING);

        /** Whether anything more will happen. */
        public boolean isOpen() {
            return OPEN.contains(this);
        }
    }

    /** The reason of what never began because nobody showed the present password. */
    static final String NOT_PROVEN = "not-proven";

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private UUID accountId;
    private UUID serviceId;

    @Enumerated(EnumType.STRING)
    private Verb verb;

    @Enumerated(EnumType.STRING)
    private Aspect aspect;

    @Enumerated(EnumType.STRING)
    private State state;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode wanted;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode before;

    /** How it was before somebody corrected it. */
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode originally;

    private int revision;
    private @Nullable UUID envelopeId;
    private @Nullable String fingerprint;
    private @Nullable UUID passwordEnvelopeId;
    private @Nullable UUID suspensionId;
    private @Nullable String idempotencyKey;
    private String askedBy;
    private @Nullable String inNameOf;
    private Instant askedAt;
    private @Nullable Instant scheduledFor;
    private @Nullable Instant startedAt;
    private @Nullable Instant approvalUntil;
    private @Nullable Instant waitsUntil;
    private @Nullable Instant endedAt;
    private @Nullable String cancelledBy;
    private @Nullable String reason;
    private @Nullable String processInstanceId;
    private @Nullable String executionId;

    @SuppressWarnings("NullAway.Init")
    protected Request() {}

    Request(Service service, Verb verb, @Nullable JsonNode wanted, Asked asked) {
        this.id = Ids.next();
        this.accountId = service.accountId();
        this.serviceId = service.id();
        this.verb = verb;
        this.aspect = verb.aspect;
        this.state = State.WAITING;
        this.wanted = wanted;
        this.before = verb == Verb.CREATE ? null : service.spec();
        this.revision = 1;
        this.idempotencyKey = asked.key();
        this.askedBy = asked.by();
        this.inNameOf = asked.inNameOf();
        this.askedAt = asked.at();
        this.scheduledFor = asked.scheduledFor();
    }

    /** Who asked, in whose name, when, with which idempotency key, and for when: nothing is at once. */
    record Asked(
            String by,
            @Nullable String inNameOf,
            Instant at,
            @Nullable String key,
            @Nullable Instant scheduledFor) {}

    void begunBy(String processInstance) {
        processInstanceId = processInstance;
    }

    void isPartOf(Suspension suspension) {
        suspensionId = suspension.id();
    }

    /** Its password, sealed, and what proves that a server has it. */
    void carries(UUID envelope, String fingerprintOfVerifier) {
        envelopeId = envelope;
        fingerprint = fingerprintOfVerifier;
    }

    /** Its password is recognised by what this envelope holds. */
    void isRecognisedBy(UUID envelope) {
        passwordEnvelopeId = envelope;
    }

    @Nullable
    UUID passwordEnvelopeId() {
        return passwordEnvelopeId;
    }

    /** What was asked for, before anybody corrected it. */
    @Nullable
    JsonNode asked() {
        return originally == null ? wanted : originally;
    }

    void waitsAt(String execution) {
        require(State.WAITING);
        executionId = execution;
    }

    void awaitApproval(Instant until) {
        require(State.WAITING);
        approvalUntil = until;
    }

    void approve() {
        require(State.WAITING);
        approvalUntil = null;
    }

    void refuse(String why) {
        approve();
        reason = why;
    }

    void start(JsonNode inForce, Instant now) {
        require(State.WAITING);
        state = State.RUNNING;
        before = verb == Verb.CREATE ? null : inForce;
        startedAt = startedAt == null ? now : startedAt;
        waitsUntil = null;
    }

    void waitUntil(Instant until) {
        require(State.RUNNING);
        state = State.WAITING;
        waitsUntil = until;
    }

    void revise(JsonNode wish) {
        require(State.RUNNING);
        originally = asked();
        wanted = wish;
        revision++;
    }

    void cancel(String by) {
        if (!state.isOpen()) {
            throw new IllegalStateException("Request " + id + " is " + state);
        }
        cancelledBy = cancelledBy == null ? by : cancelledBy;
    }

    void giveUp(String why) {
        cancel("batuta");
        reason = why;
    }

    /** Why it ends as it does. */
    void because(String why) {
        reason = why;
    }

    void undo(String why) {
        require(State.RUNNING);
        state = State.UNDOING;
        reason = why;
    }

    void end(State end, Instant now) {
        if (!state.isOpen() || end.isOpen()) {
            throw new IllegalStateException("Request " + id + " is " + state + " and cannot end as " + end);
        }
        state = end;
        endedAt = now;
        waitsUntil = null;
        executionId = null;
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("Request " + id + " is " + state + ", not " + expected);
        }
    }

    /** Identifies the request; also the business key of its process instance. */
    public UUID id() {
        return id;
    }

    /** Whose wish it is. */
    public UUID accountId() {
        return accountId;
    }

    /** The service it is about. */
    public UUID serviceId() {
        return serviceId;
    }

    /** What shall happen. */
    public Verb verb() {
        return verb;
    }

    /** What it is about. */
    public Aspect aspect() {
        return aspect;
    }

    /** Where it is. */
    public State state() {
        return state;
    }

    /** The wish, in its latest revision; null for what has no values: a removal, a password, a suspension. */
    public @Nullable JsonNode wanted() {
        return wanted;
    }

    /** What was in force when work on it began, or else when it was asked; null for a new service. */
    public @Nullable JsonNode before() {
        return before;
    }

    /** 1, and one more for each time that an administrator corrected the wish. */
    public int revision() {
        return revision;
    }

    /** The sealed password that goes with the wish. */
    public @Nullable UUID envelopeId() {
        return envelopeId;
    }

    /** What proves which verifier a server keeps, without showing it; null when it carries no password. */
    public @Nullable String fingerprint() {
        return fingerprint;
    }

    /** The suspension of its account of which it is a part. */
    public @Nullable UUID suspensionId() {
        return suspensionId;
    }

    /** The key that makes asking twice ask once. */
    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    /** The login of who asked. */
    public String askedBy() {
        return askedBy;
    }

    /** In whose name, when staff asked for a customer. */
    public @Nullable String inNameOf() {
        return inNameOf;
    }

    /** When it was asked. */
    public Instant askedAt() {
        return askedAt;
    }

    /** When it shall begin; null for at once. */
    public @Nullable Instant scheduledFor() {
        return scheduledFor;
    }

    /** When work on it began. */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    /** The end of the undo window, while it waits for it. */
    public @Nullable Instant waitsUntil() {
        return waitsUntil;
    }

    /** When it ended. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** Who cancelled it. */
    public @Nullable String cancelledBy() {
        return cancelledBy;
    }

    /**
     * Why it is undone or was given up: {@code cancelled}, {@code failed}, {@code not-seen}, {@code parent-gone},
     * {@code service-gone}; why it never began: {@code not-approved}, {@code approval-expired}, {@code not-proven}; or why a password is to be set again: {@code envelope-gone}, {@code unproven}.
     */
    public @Nullable String reason() {
        return reason;
    }

    /** The process instance that carries it out. */
    public @Nullable String processInstanceId() {
        return processInstanceId;
    }

    /** Where its process waits for its turn. */
    @Nullable
    String executionId() {
        return executionId;
    }

    /** Whether somebody wants it to end without effect. */
    public boolean isCancelled() {
        return cancelledBy != null;
    }

    /** Whether it was ended because there is nothing left for which it could be done. */
    public boolean isGivenUp() {
        return "parent-gone".equals(reason) || "service-gone".equals(reason);
    }

    /** Until when somebody may approve it; null when nobody has to, or somebody has. */
    public @Nullable Instant approvalUntil() {
        return approvalUntil;
    }

    /** Whether it waits for the approval of another person (K11). */
    public boolean awaitsApproval() {
        return state == State.WAITING && approvalUntil != null;
    }

    /** Whether it never began, because somebody refused it or nobody approved it in time. */
    public boolean isRefused() {
        return "not-approved".equals(reason) || "approval-expired".equals(reason);
    }

    /** Whether it waits for the time for which it was asked. */
    public boolean isScheduled() {
        return state == State.WAITING
                && scheduledFor != null
                && executionId == null
                && waitsUntil == null
                && approvalUntil == null;
    }

    /** Whether somebody asked who has no login, and says to know the present password (C21). */
    public boolean isByHolder() {
        return askedBy.equals(HolderPasswords.BY_HOLDER);
    }

    /** Whether its server has yet to say that whoever asked knows the present password. */
    public boolean awaitsProof() {
        return state == State.WAITING && isByHolder() && executionId == null;
    }

    /** Whether it never began, because no server said that whoever asked knows the present password. */
    public boolean isUnproven() {
        return NOT_PROVEN.equals(reason);
    }

    /** Whether its process stands where it waits for its turn. */
    boolean awaitsTurn() {
        return state == State.WAITING && executionId != null && waitsUntil == null;
    }

    /** Whether it waits for the end of its undo window. */
    public boolean isInUndoWindow() {
        return state == State.WAITING && waitsUntil != null;
    }

    /** Whether it still may be cancelled: not while it is undone, nor after its end, nor while data are deleted. */
    public boolean isCancellable() {
        boolean still = state == State.WAITING || state == State.RUNNING && verb != Verb.REMOVE;
        return still && cancelledBy == null;
    }
}
