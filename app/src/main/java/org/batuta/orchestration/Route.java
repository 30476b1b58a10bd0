package org.batuta.orchestration;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One server that takes one service type, or those services of it for which its condition holds; primaries get every
 * change before secondaries, then by position. A route to a server that already works is not ready until the server was
 * prepared for it: until then nothing new is placed there.
 */
@Entity
public class Route {

    @Id
    private UUID id;

    private String serviceType;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Server server;

    @Enumerated(EnumType.STRING)
    private Role role;

    private int position;
    private boolean ready;
    private @Nullable String condition;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Route() {}

    Route(String serviceType, Server server, Role role, int position, boolean ready, @Nullable String condition) {
        this.id = Ids.next();
        this.serviceType = serviceType;
        this.server = server;
        this.role = role;
        this.position = position;
        this.ready = ready;
        this.condition = condition;
    }

    void open() {
        ready = true;
    }

    void takesOnly(@Nullable String condition) {
        this.condition = condition;
    }

    public UUID id() {
        return id;
    }

    public String serviceType() {
        return serviceType;
    }

    public Server server() {
        return server;
    }

    public Role role() {
        return role;
    }

    public int position() {
        return position;
    }

    /** Whether the server is prepared for this type, or will be before it takes its first operation. */
    public boolean isReady() {
        return ready;
    }

    /** Of which services of its type it takes, in FEEL; null for all of them. */
    public @Nullable String condition() {
        return condition;
    }

    /** Counts its changes. */
    public long version() {
        return version == null ? 0 : version;
    }
}
