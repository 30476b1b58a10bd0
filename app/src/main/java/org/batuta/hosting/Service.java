package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an account owns, of some {@link ServiceType}.
 *
 * <p>It comes to be REQUESTED with the first wish for it, which also takes its name. It is ACTIVE once the servers
 * carry it and a probe saw it from outside. Later wishes change {@link #spec()} only when they are proven, so the spec
 * always says what is in force. A removal first makes it SUSPENDED: it works no more, its data are kept. When the undo
 * window has passed it is REMOVED, and its name is free again. It may also be SUSPENDED for itself or with its account
 * ({@link #suspended()}), and then works again when that is resumed. Its owner changes only by a {@link Transfer} (T41).
 */
@Entity
@Table(name = "service")
public class Service {

    /** Where a service is in its life. */
    public enum State {
        /** Asked for; not proven yet. */
        REQUESTED,
        /** Works, and was seen working. */
        ACTIVE,
        /** Does not work; its data are kept. */
        SUSPENDED,
        /** Gone; the row stays for the history. */
        REMOVED
    }

    /** Why a service stands still that works again later. */
    public enum Suspended {
        /** It was suspended alone, and stays so when its account is resumed. */
        ITSELF,
        /** It worked when its account was suspended, and works again with it (A05). */
        WITH_ACCOUNT
    }

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private String type;
    private String name;
    private UUID accountId;
    private @Nullable UUID parentId;

    @Enumerated(EnumType.STRING)
    private State state;

    @Enumerated(EnumType.STRING)
    private @Nullable Suspended suspended;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode spec;

    private Instant createdAt;
    private @Nullable Instant activatedAt;
    private @Nullable Instant removedAt;
    private @Nullable Instant passwordSetAt;
    private @Nullable String passwordSetBy;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode measured;

    private @Nullable Instant measuredAt;

    @SuppressWarnings("NullAway.Init")
    protected Service() {}

    Service(String type, String name, UUID accountId, @Nullable UUID parentId, JsonNode spec, Instant now) {
        this.id = Ids.next();
        this.type = type;
        this.name = name;
        this.accountId = accountId;
        this.parentId = parentId;
        this.state = State.REQUESTED;
        this.spec = spec;
        this.createdAt = now;
    }

    void activate(JsonNode proven, Instant now) {
        requireLiving();
        spec = proven;
        state = State.ACTIVE;
        suspended = null;
        activatedAt = activatedAt == null ? now : activatedAt;
    }

    void suspend() {
        requireLiving();
        state = State.SUSPENDED;
    }

    void suspend(Suspended why) {
        suspend();
        suspended = why;
    }

    void remove(Instant now) {
        state = State.REMOVED;
        suspended = null;
        removedAt = removedAt == null ? now : removedAt;
    }

    void passwordSet(String by, Instant now) {
        passwordSetAt = now;
        passwordSetBy = by;
    }

    void measured(JsonNode values, Instant now) {
        measured = values;
        measuredAt = now;
    }

    /**
     * Gives it to another account. Nothing of the past goes with it, not even who set its password.
     *
     * @param leftParent what stays of the service it lives in
     * @return what stays with the account that had it: a service that is gone, for the requests of before
     */
    Service moveTo(UUID account, @Nullable UUID leftParent, Instant now) {
        Service left = new Service(type, name, accountId, leftParent, spec, createdAt);
        left.activatedAt = activatedAt;
        left.passwordSetAt = passwordSetAt;
        left.passwordSetBy = passwordSetBy;
        left.remove(now);
        accountId = account;
        passwordSetBy = null;
        return left;
    }

    private void requireLiving() {
        if (state == State.REMOVED) {
            throw new IllegalStateException(type + " " + name + " is removed");
        }
    }

    /** Identifies the service for ever. */
    public UUID id() {
        return id;
    }

    /** Rises with every change; a form sends back the one it was made from. */
    public long revision() {
        return Objects.requireNonNull(version, "not stored yet");
    }

    /** The key of its {@link ServiceType}. */
    public String type() {
        return type;
    }

    /** Its canonical name, as {@code x.test} or {@code info@x.test}. */
    public String name() {
        return name;
    }

    /** Who owns it. */
    public UUID accountId() {
        return accountId;
    }

    /** The service it lives in, as a mailbox in its domain. */
    public @Nullable UUID parentId() {
        return parentId;
    }

    /** Where it is in its life. */
    public State state() {
        return state;
    }

    /** Whether it works, as far as we know. */
    public boolean isActive() {
        return state == State.ACTIVE;
    }

    /** Why it stands still although it is wanted; null when it works, or when a removal made it stand still. */
    public @Nullable Suspended suspended() {
        return suspended;
    }

    /** The wish in force; before the first activation the wish it was asked with. */
    public JsonNode spec() {
        return spec;
    }

    /** When it was asked for. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it was first proven to work. */
    public @Nullable Instant activatedAt() {
        return activatedAt;
    }

    /** When it was gone. */
    public @Nullable Instant removedAt() {
        return removedAt;
    }

    /** When its password was last set through us; the password itself is nowhere (T03). */
    public @Nullable Instant passwordSetAt() {
        return passwordSetAt;
    }

    /** Who set the password last. */
    public @Nullable String passwordSetBy() {
        return passwordSetBy;
    }

    /** What was last measured, as {@code used_bytes}; null before the first measurement. */
    public @Nullable JsonNode measured() {
        return measured;
    }

    /** How old {@link #measured()} is. */
    public @Nullable Instant measuredAt() {
        return measuredAt;
    }
}
