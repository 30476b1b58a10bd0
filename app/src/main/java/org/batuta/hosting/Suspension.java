package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * That an account is suspended, from the asking until all that stopped with it works again (A05). It stops what works,
 * one service after the other, and later resumes exactly that; one process instance carries both.
 */
@Entity
@Table(name = "suspension")
public class Suspension {

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private UUID accountId;
    private String reason;
    private String askedBy;
    private Instant askedAt;
    private boolean due = true;
    private @Nullable UUID visited;
    private @Nullable String executionId;
    private @Nullable String resumedBy;
    private @Nullable Instant resumedAt;
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Suspension() {}

    Suspension(Account account, String reason, String askedBy, Instant now) {
        this.id = Ids.next();
        this.accountId = account.id();
        this.reason = reason;
        this.askedBy = askedBy;
        this.askedAt = now;
    }

    void resume(String by, Instant now) {
        if (resumedAt != null) {
            throw new IllegalStateException("Suspension " + id + " is resumed already");
        }
        resumedBy = by;
        resumedAt = now;
        due = true;
        visited = null;
    }

    void visited(UUID service) {
        visited = service;
    }

    void roundIsOver() {
        due = false;
        visited = null;
    }

    /** Whether not every service was visited yet since it was suspended or resumed. */
    boolean isDue() {
        return due;
    }

    /** The last service that was visited on this round. */
    @Nullable
    UUID visited() {
        return visited;
    }

    void waitsAt(String execution) {
        executionId = execution;
    }

    @Nullable
    String executionId() {
        return executionId;
    }

    void end(Instant now) {
        endedAt = now;
        executionId = null;
    }

    /** Identifies it; also the business key of its process instance. */
    public UUID id() {
        return id;
    }

    /** Whose services stand still. */
    public UUID accountId() {
        return accountId;
    }

    /** Why, as the customer is told. */
    public String reason() {
        return reason;
    }

    /** The login of who suspended the account. */
    public String askedBy() {
        return askedBy;
    }

    /** Since when. */
    public Instant askedAt() {
        return askedAt;
    }

    /** The login of who resumed the account. */
    public @Nullable String resumedBy() {
        return resumedBy;
    }

    /** When it was resumed; what stopped works again by and by from then on. */
    public @Nullable Instant resumedAt() {
        return resumedAt;
    }

    /** When all of it was over. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** Whether what stopped shall work again. */
    public boolean isResumed() {
        return resumedAt != null;
    }
}
