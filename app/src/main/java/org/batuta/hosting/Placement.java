package org.batuta.hosting;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Server;

/** A server that carries a service: chosen from the routes once, so later changes go where the service is. */
@Entity
@Table(name = "placement")
class Placement {

    @Embeddable
    record Key(
            @Column(name = "service_id") UUID serviceId,
            @Column(name = "server_id") UUID serverId) implements Serializable {}

    @EmbeddedId
    @SuppressWarnings("unused") // read by SQL
    private Key key;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @MapsId("serverId")
    private Server server;

    @Enumerated(EnumType.STRING)
    private Role role;

    @SuppressWarnings("unused") // read by SQL
    private int position;

    @SuppressWarnings("NullAway.Init")
    protected Placement() {}

    Placement(UUID serviceId, Server server, Role role, int position) {
        this.key = new Key(serviceId, server.id());
        this.server = server;
        this.role = role;
        this.position = position;
    }

    Place place() {
        return new Place(server.id(), server.name(), server.address(), role);
    }
}
