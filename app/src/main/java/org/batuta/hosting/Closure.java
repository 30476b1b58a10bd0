package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * That an account is being closed, or was (A06): every service is removed, and when none is left all is erased that no
 * hold keeps (L16). Until the erasing begins it can be stopped; what was removed by then stays so.
 */
@Entity
@Table(name = "closure")
public class Closure {

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    private UUID accountId;
    private @Nullable String reason;

    @Enumerated(EnumType.STRING)
    private Account.State was;

    private String askedBy;
    private Instant askedAt;
    private @Nullable UUID visited;
    private @Nullable String executionId;
    private @Nullable String stoppedBy;
    private @Nullable Instant stoppedAt;
    private @Nullable Instant erasingAt;
    private int erased;
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Closure() {}

    Closure(Account account, String reason, String askedBy, Instant now) {
        this.id = Ids.next();
        this.accountId = account.id();
        this.reason = reason;
        this.was = account.state();
        this.askedBy = askedBy;
        this.askedAt = now;
    }

    void stop(String by, Instant now) {
        stoppedBy = by;
        stoppedAt = now;
    }

    void beginErasing(Instant now) {
        erasingAt = now;
    }

    /** How many parts are erased. */
    int erased() {
        return erased;
    }

    void erasedOneMore() {
        erased++;
    }

    /** The last service that was visited on this round; null at its beginning. */
    @Nullable
    UUID visited() {
        return visited;
    }

    void visited(@Nullable UUID service) {
        visited = service;
    }

    void waitsAt(String execution) {
        executionId = execution;
    }

    @Nullable
    String executionId() {
        return executionId;
    }

    /** It is over; of a closed account nobody reads why. */
    void end(Instant now) {
        endedAt = now;
        executionId = null;
        if (!isStopped()) {
            reason = null;
        }
    }

    /** What the account was before. */
    Account.State was() {
        return was;
    }

    /** Identifies it; also the business key of its process instance. */
    public UUID id() {
        return id;
    }

    /** Which account it is about. */
    public UUID accountId() {
        return accountId;
    }

    /** Why, as the customer is told; null when the account is closed. */
    public @Nullable String reason() {
        return reason;
    }

    /** The login of who closes the account. */
    public String askedBy() {
        return askedBy;
    }

    /** Since when. */
    public Instant askedAt() {
        return askedAt;
    }

    /** Whether somebody decided that the account goes on. */
    public boolean isStopped() {
        return stoppedAt != null;
    }

    /** Whether it can be stopped no more. */
    public boolean isErasing() {
        return erasingAt != null;
    }

    /** When all of it was over. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
