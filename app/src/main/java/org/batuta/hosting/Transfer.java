package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * That a service, with all that lives in it, is offered to another account, and what came of it (T41). Nothing changes
 * before an owner of the other account accepts.
 */
@Entity
@Table(name = "transfer")
public class Transfer {

    /** Where it is. */
    public enum State {
        /** For an owner of the other account. */
        WAITING,
        /** It is the other account's now. */
        MOVED,
        /** An owner of the other account did not want it. */
        DECLINED,
        /** Whoever offered it took that back. */
        WITHDRAWN,
        /** Nobody answered in time. */
        EXPIRED,
        /** There is nothing to be moved any more, or nobody to take it. */
        IMPOSSIBLE
    }

    /** Why a service cannot move now. */
    public enum Obstacle {
        /** Something is at work on it, or waits for it. */
        UNDER_WAY,
        /** It does not work now. */
        STANDS_STILL,
        /** The rules for its name forbid that a service above or below it stays behind. */
        NEIGHBOUR,
        /** The account that has it is not active. */
        GIVER,
        /** The account that shall have it is not active. */
        RECEIVER,
        /** One of the two is being closed. */
        CLOSED,
        /** It was removed. */
        GONE;

        /** Whether waiting does not help. */
        boolean isForGood() {
            return this == CLOSED || this == GONE;
        }
    }

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private UUID serviceId;
    private String serviceType;
    private String serviceName;
    private UUID fromAccount;
    private @Nullable UUID toAccount;
    private String toNumber;

    @Enumerated(EnumType.STRING)
    private State state;

    private String askedBy;
    private Instant askedAt;
    private Instant waitsUntil;
    private @Nullable String answeredBy;
    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable Obstacle obstacle;

    private int tries;
    private @Nullable UUID leftBehind;

    @SuppressWarnings("NullAway.Init")
    protected Transfer() {}

    Transfer(Service service, String toNumber, @Nullable Account to, String askedBy, Instant now, Instant waitsUntil) {
        this.id = Ids.next();
        this.serviceId = service.id();
        this.serviceType = service.type();
        this.serviceName = service.name();
        this.fromAccount = service.accountId();
        this.toAccount = to == null ? null : to.id();
        this.toNumber = toNumber;
        this.state = State.WAITING;
        this.askedBy = askedBy;
        this.askedAt = now;
        this.waitsUntil = waitsUntil;
    }

    /** It moved. */
    void moved(UUID left, Instant now) {
        leftBehind = left;
        obstacle = null;
        end(State.MOVED, now);
    }

    /** It was accepted and could not move; for good, or until it is accepted again. */
    void hindered(Obstacle by, Instant now) {
        obstacle = by;
        tries++;
        if (by.isForGood()) {
            end(State.IMPOSSIBLE, now);
        }
    }

    void end(State came, Instant now) {
        if (state != State.WAITING) {
            throw new IllegalStateException("Transfer " + id + " is " + state);
        }
        state = came;
        endedAt = now;
    }

    void answered(String by) {
        answeredBy = by;
    }

    /** How often it was accepted and could not move. */
    int tries() {
        return tries;
    }

    /** Identifies it; also the business key of its process instance. */
    public UUID id() {
        return id;
    }

    /** What is offered; it keeps its id when it moves. */
    public UUID serviceId() {
        return serviceId;
    }

    /** The key of its {@link ServiceType}. */
    public String serviceType() {
        return serviceType;
    }

    /** What it was called when it was offered. */
    public String serviceName() {
        return serviceName;
    }

    /** Whose it is before. */
    public UUID fromAccount() {
        return fromAccount;
    }

    /** Whose it shall be; null when no account of that number could take it, which whoever offers it is not told. */
    public @Nullable UUID toAccount() {
        return toAccount;
    }

    /** The number of the account whose it shall be, as it was typed. */
    public String toNumber() {
        return toNumber;
    }

    /** Where it is. */
    public State state() {
        return state;
    }

    /** Whether somebody of the other account may still answer. */
    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** The login of who offers it. */
    public String askedBy() {
        return askedBy;
    }

    /** Since when. */
    public Instant askedAt() {
        return askedAt;
    }

    /** Until when it can be accepted. */
    public Instant waitsUntil() {
        return waitsUntil;
    }

    /** The login of who accepted or declined last. */
    public @Nullable String answeredBy() {
        return answeredBy;
    }

    /** When it was over. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** Why it could not move when it was accepted last. */
    public @Nullable Obstacle obstacle() {
        return obstacle;
    }

    /** The service that is gone, under which whoever gave it still finds the requests of before; null unless it moved. */
    public @Nullable UUID leftBehind() {
        return leftBehind;
    }
}
