package org.batuta.security.factor;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** That somebody has an authenticator app: its secret, sealed, and whether a code of it was seen. */
@Entity
class SecondFactor {

    @Id
    private UUID personId;

    private byte[] secret;
    private Instant begun;
    private @Nullable Instant confirmed;
    private long lastStep;

    @SuppressWarnings("NullAway.Init")
    protected SecondFactor() {}

    SecondFactor(UUID personId, byte[] sealed, Instant now) {
        this.personId = personId;
        this.secret = sealed.clone();
        this.begun = now;
    }

    void confirm(Instant now) {
        this.confirmed = now;
    }

    UUID personId() {
        return personId;
    }

    byte[] sealed() {
        return secret.clone();
    }

    Instant begun() {
        return begun;
    }

    @Nullable
    Instant confirmed() {
        return confirmed;
    }

    boolean isOn() {
        return confirmed != null;
    }

    long lastStep() {
        return lastStep;
    }
}
