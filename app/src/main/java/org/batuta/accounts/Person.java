package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** Somebody who can log in: a person of customers (with a role on each account) or of the provider. */
@Entity
public class Person {

    @Id
    private UUID id;

    private String login;
    private String name;
    private String email;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private @Nullable StaffRole staffRole;

    private boolean disabled;

    @SuppressWarnings("unused") // read by SQL
    private Instant created;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Person() {}

    Person(String login, String name, String email, String passwordHash, Instant now) {
        this.id = Ids.next();
        this.login = login;
        this.name = name;
        this.email = email;
        this.passwordHash = passwordHash;
        this.created = now;
    }

    void appoint(@Nullable StaffRole role) {
        this.staffRole = role;
    }

    void disable() {
        this.disabled = true;
    }

    void enable() {
        this.disabled = false;
    }

    void choosePassword(String hash) {
        this.passwordHash = hash;
    }

    public UUID id() {
        return id;
    }

    /** Lower case, unique, never changed: the engine knows the person by it. */
    public String login() {
        return login;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /** The Argon2id verifier of the password; nobody can log in with it. */
    public String passwordHash() {
        return passwordHash;
    }

    public Optional<StaffRole> staffRole() {
        return Optional.ofNullable(staffRole);
    }

    public boolean isDisabled() {
        return disabled;
    }

    /** Whether it is a customer who can log in. */
    public boolean isCustomer() {
        return staffRole == null && !disabled;
    }

    @Override
    public String toString() {
        return "Person[" + login + "]";
    }
}
