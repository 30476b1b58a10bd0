package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** That somebody who reads an address is asked to belong to an account, and as what. */
@Entity
class Invitation {

    @Id
    private UUID id;

    private UUID accountId;
    private String email;

    @Enumerated(EnumType.STRING)
    private Role role;

    private UUID invitedBy;

    @SuppressWarnings("unused") // read by SQL
    private Instant invited;

    @SuppressWarnings("unused") // read by SQL
    private Instant expires;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable Instant ended;

    @SuppressWarnings("unused") // read by SQL
    private @Nullable UUID joined;

    @SuppressWarnings("NullAway.Init")
    protected Invitation() {}

    Invitation(Account account, String email, Role role, Person inviter, Instant now, Instant expires) {
        this.id = Ids.next();
        this.accountId = account.id();
        this.email = email;
        this.role = role;
        this.invitedBy = inviter.id();
        this.invited = now;
        this.expires = expires;
    }

    void withdraw(Instant now) {
        this.ended = now;
    }

    void accept(Person person, Instant now) {
        this.joined = person.id();
        this.ended = now;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String email() {
        return email;
    }

    Role role() {
        return role;
    }

    UUID invitedBy() {
        return invitedBy;
    }
}
