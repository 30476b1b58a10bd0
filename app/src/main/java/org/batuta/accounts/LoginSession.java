package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** One login of a person on one node, from the password to the end; looked at in every request. */
@Entity
class LoginSession {

    @Id
    private UUID id;

    @SuppressWarnings("unused") // read by SQL
    private UUID personId;

    @SuppressWarnings("unused") // read by SQL
    private String address;

    @SuppressWarnings("unused") // read by SQL
    private Instant begun;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant ended;

    @SuppressWarnings("NullAway.Init")
    protected LoginSession() {}

    LoginSession(UUID personId, String address, Instant now) {
        this.id = Ids.next();
        this.personId = personId;
        this.address = address;
        this.begun = now;
    }

    UUID id() {
        return id;
    }
}
