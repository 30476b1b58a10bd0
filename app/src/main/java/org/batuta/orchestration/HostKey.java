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
 * A key by which a server proves who it is. SEEN when the server showed it, ACCEPTED when a person compared its
 * fingerprint, REJECTED when a person said no or another key took its place. Only accepted keys open a connection.
 */
@Entity
public class HostKey {

    /** What a person said about a key. */
    public enum State {
        SEEN,
        ACCEPTED,
        REJECTED
    }

    @Id
    private UUID id;

    private UUID serverId;
    private String type;
    private String key;
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    private State state = State.SEEN;

    private Instant seen;
    private @Nullable String acceptedBy;

    @SuppressWarnings("NullAway.Init")
    protected HostKey() {}

    HostKey(UUID serverId, ShownKey shown, Instant now) {
        this.id = Ids.next();
        this.serverId = serverId;
        this.type = shown.type();
        this.key = shown.key();
        this.fingerprint = shown.fingerprint();
        this.seen = now;
    }

    void accept(String person) {
        state = State.ACCEPTED;
        acceptedBy = person;
    }

    void reject() {
        state = State.REJECTED;
    }

    void seenAgain(Instant now) {
        state = state == State.REJECTED ? State.SEEN : state;
        seen = now;
    }

    boolean is(ShownKey shown) {
        return fingerprint.equals(shown.fingerprint()) && key.equals(shown.key());
    }

    public UUID serverId() {
        return serverId;
    }

    /** As OpenSSH spells it: {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    /** The public key in base 64, as in a {@code known_hosts} file. */
    public String key() {
        return key;
    }

    /** As {@code ssh-keygen -l} prints it: {@code SHA256:...}. */
    public String fingerprint() {
        return fingerprint;
    }

    public State state() {
        return state;
    }

    public Instant seen() {
        return seen;
    }

    public @Nullable String acceptedBy() {
        return acceptedBy;
    }
}
