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

/** One server that takes one service type; primaries get every change before secondaries, then by position. */
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

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Route() {}

    Route(String serviceType, Server server, Role role, int position) {
        this.id = Ids.next();
        this.serviceType = serviceType;
        this.server = server;
        this.role = role;
        this.position = position;
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
}
