package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * The tenant who owns services and pays. It is opened by the provider, active once an emergency address of it is
 * confirmed, may be suspended (its services stop) and resumed, and is closed once; of a closed account its number is
 * kept for ever, and no name.
 */
@Entity
public class Account {

    /** What kind of customer it is, by which billing knows tax, and whom it leaves out (A02). */
    public enum Kind {
        INDIVIDUAL,
        COMPANY,
        ASSOCIATION,
        PUBLIC_BODY,
        /** Somebody who works here. */
        STAFF,
        /** Somebody who pays nothing for other reasons. */
        FRIEND
    }

    /** Where in its life it stands. */
    public enum State {
        /** It waits for its first confirmed emergency address, without which nothing can be asked for (T08). */
        OPENED,
        ACTIVE,
        SUSPENDED,
        /** What it has is being removed, and then erased (A06). */
        CLOSING,
        CLOSED;

        /** Whether nothing can be asked for, and what waits goes on waiting. */
        public boolean standsStill() {
            return this == SUSPENDED || this == CLOSING || this == CLOSED;
        }
    }

    @Id
    private UUID id;

    private long number;
    private String name;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private Locale language;

    @Enumerated(EnumType.STRING)
    private State state = State.OPENED;

    private Instant opened;
    private @Nullable String openedKey;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(long number, String name, Kind kind, Locale language, Instant now) {
        this.id = Ids.next();
        this.number = number;
        this.name = name;
        this.kind = kind;
        this.language = language;
        this.opened = now;
    }

    /** Its first emergency address was confirmed. */
    void activate() {
        if (state == State.OPENED) {
            state = State.ACTIVE;
        }
    }

    void suspend() {
        if (state != State.ACTIVE) {
            throw new IllegalStateException("Account " + number + " is " + state);
        }
        state = State.SUSPENDED;
    }

    void resume() {
        if (state != State.SUSPENDED) {
            throw new IllegalStateException("Account " + number + " is " + state);
        }
        state = State.ACTIVE;
    }

    void beginClosing() {
        if (state == State.CLOSING || state == State.CLOSED) {
            throw new IllegalStateException("Account " + number + " is " + state);
        }
        state = State.CLOSING;
    }

    /** It goes on as it was before it was being closed. */
    void stopClosing(State before) {
        if (state != State.CLOSING) {
            throw new IllegalStateException("Account " + number + " is " + state);
        }
        state = before;
    }

    /** Nothing of it is left but its number. */
    void close() {
        if (state != State.CLOSING) {
            throw new IllegalStateException("Account " + number + " is " + state);
        }
        state = State.CLOSED;
        name = Long.toString(number);
        openedKey = null;
    }

    /** Whoever asks again with this key means this account. */
    void openedWith(String key) {
        openedKey = key;
    }

    public UUID id() {
        return id;
    }

    /** The customer number: what people say on the telephone. */
    public long number() {
        return number;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** In which language the customer is written to. */
    public Locale language() {
        return language;
    }

    public State state() {
        return state;
    }

    public Instant opened() {
        return opened;
    }
}
