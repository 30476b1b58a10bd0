package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Server;
import org.jspecify.annotations.Nullable;

/**
 * One server compared with what is in force there: all services that it carries, or one of them (K09). It goes through
 * them in the order of their ids, a portion at a time, and counts; nothing on the server is changed. Its id is the
 * business key of the process that compares, and of the one that asks a person about what differs.
 */
@Entity
@Table(name = "comparison")
public class Comparison {

    /** Why not all services were compared. */
    public enum Cut {
        /** Somebody works on the server. */
        MAINTENANCE,
        /** It shows a key that nobody accepted. */
        BLOCKED,
        /** It did not answer, or not in time. */
        UNREACHABLE,
        /** A person wanted it to end. */
        STOPPED
    }

    @Id
    private UUID id;

    @Version
    private @Nullable Long version;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Server server;

    private @Nullable UUID serviceId;
    private String askedBy;
    private Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable UUID reached;
    private int asWanted;
    private int differing;
    private int changing;
    private int uncompared;

    @Enumerated(EnumType.STRING)
    private @Nullable Cut cut;

    private @Nullable String stoppedBy;
    private boolean settling;

    @SuppressWarnings("NullAway.Init")
    protected Comparison() {}

    Comparison(Server server, @Nullable UUID serviceId, String askedBy, Instant now) {
        this.id = Ids.next();
        this.server = server;
        this.serviceId = serviceId;
        this.askedBy = askedBy;
        this.startedAt = now;
    }

    /** These are looked at now, or left out. */
    void takes(List<Service> portion) {
        reached = portion.get(portion.size() - 1).id();
    }

    void foundAsWanted() {
        asWanted++;
    }

    void foundDiffering() {
        differing++;
    }

    /** A request is changing it. */
    void leavesOut() {
        changing++;
    }

    /** Nobody knows how these are. */
    void missed(long services) {
        uncompared += Math.toIntExact(services);
    }

    /** The rest is not compared; the first reason counts. */
    void cut(Cut why) {
        cut = cut == null ? why : cut;
    }

    void stop(String by) {
        stoppedBy = by;
        cut(Cut.STOPPED);
    }

    void end(Instant now) {
        endedAt = now;
    }

    /** From now on a person is asked, or not any more. */
    void settles(boolean asked) {
        settling = asked;
    }

    /** Also that of its processes. */
    public UUID id() {
        return id;
    }

    public Server server() {
        return server;
    }

    /** Null for everything that the server carries. */
    public @Nullable UUID serviceId() {
        return serviceId;
    }

    /** The login of whoever wanted it. */
    public String askedBy() {
        return askedBy;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public boolean isRunning() {
        return endedAt == null;
    }

    @Nullable
    UUID reached() {
        return reached;
    }

    /** How many were found as wanted. */
    public int asWanted() {
        return asWanted;
    }

    /** How many were found to differ. */
    public int differing() {
        return differing;
    }

    /** How many were left out because a request was changing them. */
    public int changing() {
        return changing;
    }

    /** How many could not be compared. */
    public int uncompared() {
        return uncompared;
    }

    /** Why not all services were looked at; null if they were. */
    public @Nullable Cut cut() {
        return cut;
    }

    /** The login of whoever ended it early. */
    public @Nullable String stoppedBy() {
        return stoppedBy;
    }

    /** Whether the process of this id asks a person about what differs on the server. */
    public boolean isSettling() {
        return settling;
    }
}
