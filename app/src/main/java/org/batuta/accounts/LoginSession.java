package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/** One login of a person on one node, from the password or passkey to the end; looked at in every request. */
@Entity
class LoginSession {

    private static final int LONGEST_AGENT = 300;

    @Id
    private UUID id;

    private UUID personId;
    private String address;
    private String agent;
    private Instant begun;
    private Instant used;

    private @Nullable UUID passkey;
    private @Nullable UUID impersonated;
    private @Nullable Instant raisedUntil;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant ended;

    @SuppressWarnings("NullAway.Init")
    protected LoginSession() {}

    LoginSession(UUID personId, String address, String agent, @Nullable UUID passkey, Instant now) {
        this.id = Ids.next();
        this.personId = personId;
        this.address = address;
        this.agent = PlainText.visibleLine(agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)));
        this.passkey = passkey;
        this.begun = now;
        this.used = now;
    }

    /** From now on it shows what that person would see, or its own person again. */
    void impersonate(@Nullable UUID personId) {
        this.impersonated = personId;
        this.raisedUntil = null;
    }

    void raise(Instant until) {
        this.raisedUntil = until;
    }

    @Nullable
    UUID impersonated() {
        return impersonated;
    }

    boolean isRaised(Instant now) {
        return raisedUntil != null && now.isBefore(raisedUntil);
    }

    UUID id() {
        return id;
    }

    UUID personId() {
        return personId;
    }

    Instant used() {
        return used;
    }

    Logins.Session shown() {
        return new Logins.Session(id, address, agent, passkey, begun, used);
    }
}
