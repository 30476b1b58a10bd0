package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** Whom an account wants written to about one kind of thing. */
@Entity
public class Contact {

    /** What the letters are about. */
    public enum Usage {
        SUPPORT,
        ADMIN,
        BILLING,
        TECHNICAL,
        ANNOUNCEMENTS,
        EMERGENCY
    }

    @Id
    private UUID id;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private Usage usage;

    private String email;
    private Locale language;
    private @Nullable Instant confirmed;

    @SuppressWarnings("NullAway.Init")
    protected Contact() {}

    Contact(Account account, Usage usage, String email, Locale language) {
        this.id = Ids.next();
        this.accountId = account.id();
        this.usage = usage;
        this.email = email;
        this.language = language;
    }

    void confirm(Instant now) {
        confirmed = now;
    }

    public UUID id() {
        return id;
    }

    public UUID accountId() {
        return accountId;
    }

    public Usage usage() {
        return usage;
    }

    public String email() {
        return email;
    }

    public Locale language() {
        return language;
    }

    /** When somebody who reads this address said so; a contact for emergencies counts only then (T08). */
    public Optional<Instant> confirmed() {
        return Optional.ofNullable(confirmed);
    }

    /** Whether it is reached in an emergency, as far as anybody knows. */
    public boolean isForEmergencies() {
        return usage == Usage.EMERGENCY && confirmed != null;
    }
}
