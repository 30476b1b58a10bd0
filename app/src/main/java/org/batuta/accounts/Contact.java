package org.batuta.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.Locale;
import java.util.UUID;
import org.batuta.kernel.Ids;

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

    @SuppressWarnings("NullAway.Init")
    protected Contact() {}

    Contact(Account account, Usage usage, String email, Locale language) {
        this.id = Ids.next();
        this.accountId = account.id();
        this.usage = usage;
        this.email = email;
        this.language = language;
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
}
