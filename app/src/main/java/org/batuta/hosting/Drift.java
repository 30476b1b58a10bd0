package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A service that was found to differ from what is in force, on one server. OPEN until a person says what becomes of it:
 * LEFT as long as the same differs, or CHOSEN to be made as wanted, REPAIRING while that is done. It ends RIGHT when a
 * comparison finds nothing any more, or GONE when the service is not in force any more.
 */
@Entity
@Table(name = "drift")
public class Drift {

    /** What becomes of it. */
    public enum State {
        OPEN,
        LEFT,
        CHOSEN,
        REPAIRING,
        RIGHT,
        GONE
    }

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private UUID comparisonId;
    private UUID serverId;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Service service;

    private UUID operationId;
    private String difference;

    @Enumerated(EnumType.STRING)
    private State state = State.OPEN;

    private Instant foundAt;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable UUID stepId;

    private @Nullable String decidedBy;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Drift() {}

    Drift(Comparison comparison, Service service, UUID operation, String difference, Instant now) {
        this.id = Ids.next();
        this.comparisonId = comparison.id();
        this.serverId = comparison.server().id();
        this.service = service;
        this.operationId = operation;
        this.difference = difference;
        this.foundAt = now;
    }

    /** A later look found this; what a person has left is open again if it is something else. */
    void foundAgain(UUID operation, String another) {
        if (state == State.LEFT && !another.equals(difference)) {
            state = State.OPEN;
        }
        operationId = operation;
        difference = another;
    }

    void leave(String by) {
        state = State.LEFT;
        decidedBy = by;
    }

    void choose(String by) {
        state = State.CHOSEN;
        decidedBy = by;
    }

    void repair() {
        state = State.REPAIRING;
    }

    void repairIn(UUID step) {
        stepId = step;
    }

    /** To be repaired once more, from the beginning. */
    void choose() {
        state = State.CHOSEN;
        stepId = null;
    }

    /** A person has to say again what becomes of it. */
    void open() {
        state = State.OPEN;
        stepId = null;
    }

    void end(State as, Instant now) {
        state = as;
        endedAt = now;
    }

    public UUID id() {
        return id;
    }

    /** The comparison that found it first. */
    public UUID comparisonId() {
        return comparisonId;
    }

    public UUID serverId() {
        return serverId;
    }

    public Service service() {
        return service;
    }

    /** The check that found it last; its attempt has all that the script said. */
    public UUID operationId() {
        return operationId;
    }

    /** What the check said, bounded, with every hidden character spelled out. Of a hostile origin: show it escaped. */
    public String difference() {
        return PlainText.visible(difference);
    }

    public State state() {
        return state;
    }

    public Instant foundAt() {
        return foundAt;
    }

    /** The login of whoever decided last. */
    public @Nullable String decidedBy() {
        return decidedBy;
    }
}
