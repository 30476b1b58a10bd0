package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.UUID;
import org.batuta.kernel.Ids;

/** That a person belongs to an account, and as what. */
@Entity
class Membership {

    @Id
    private UUID id;

    @SuppressWarnings("unused") // read by SQL
    private UUID personId;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private Role role;

    @SuppressWarnings("NullAway.Init")
    protected Membership() {}

    Membership(Person person, Account account, Role role) {
        this.id = Ids.next();
        this.personId = person.id();
        this.accountId = account.id();
        this.role = role;
    }

    void become(Role role) {
        this.role = role;
    }

    UUID accountId() {
        return accountId;
    }

    Role role() {
        return role;
    }
}
