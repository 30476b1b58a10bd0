package org.batuta.orchestration;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A group of equal failures that wait for a person: same server, kind of service, verb, outcome, exit code and
 * symptom; where nothing reached the server, only the server counts. Administrators are told when it opens, and it
 * closes when the last step of the group went on.
 */
@Entity
public class Incident {

    /** What a person is wanted for. */
    public enum Kind {
        /** Steps that no rule can settle. */
        FAILURE,
        /** A server shows a host key that nobody accepted. */
        HOST_KEY
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private @Nullable UUID serverId;
    private @Nullable String serviceType;

    @Enumerated(EnumType.STRING)
    private @Nullable Verb verb;

    @Enumerated(EnumType.STRING)
    private @Nullable Outcome outcome;

    private @Nullable Integer exitCode;
    private @Nullable String symptom;
    private Instant opened;
    private @Nullable Instant closed;

    /** When administrators were last told that a task of it is overdue. */
    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant reminded;

    @SuppressWarnings("NullAway.Init")
    protected Incident() {}

    Incident(Failure failure, Instant now) {
        this.id = Ids.next();
        this.kind = failure.kind();
        this.serverId = failure.serverId();
        this.serviceType = failure.serviceType();
        this.verb = failure.verb();
        this.outcome = failure.outcome();
        this.exitCode = failure.exitCode();
        this.symptom = failure.symptom();
        this.opened = now;
    }

    void close(Instant now) {
        closed = now;
    }

    public UUID id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable UUID serverId() {
        return serverId;
    }

    public @Nullable String serviceType() {
        return serviceType;
    }

    public @Nullable Verb verb() {
        return verb;
    }

    public @Nullable Outcome outcome() {
        return outcome;
    }

    public @Nullable Integer exitCode() {
        return exitCode;
    }

    public @Nullable String symptom() {
        return symptom;
    }

    public Instant opened() {
        return opened;
    }

    public @Nullable Instant closed() {
        return closed;
    }
}
