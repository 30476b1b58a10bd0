package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Spread;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.springframework.stereotype.Component;

/** Where services live: chosen from the routes when a service is asked for, and kept with it. */
@Component
class Places {

    private final PlacementRows rows;
    private final Routes routes;
    private final ServiceTypes types;

    Places(PlacementRows rows, Routes routes, ServiceTypes types) {
        this.rows = rows;
        this.routes = routes;
        this.types = types;
    }

    /** Chooses the servers of a new service. */
    List<Placement> choose(ServiceType<?> type, UUID serviceId) {
        return rows.saveAllAndFlush(chosen(type, serviceId));
    }

    /** The servers that a new service would get, primaries first. */
    List<Place> wouldBe(ServiceType<?> type, UUID serviceId) {
        return chosen(type, serviceId).stream().map(Placement::place).toList();
    }

    private List<Placement> chosen(ServiceType<?> type, UUID serviceId) {
        List<Route> targets = routes.targets(type.key());
        if (targets.isEmpty()) {
            throw Refusal.at("", "no-server");
        }
        List<Route> chosen = type.spread() == Spread.ONE ? targets.subList(0, 1) : targets;
        AtomicInteger position = new AtomicInteger();
        return chosen.stream()
                .map(route -> new Placement(serviceId, route.server(), route.role(), position.getAndIncrement()))
                .toList();
    }

    /** The servers of a service, primaries first. */
    List<Place> of(UUID serviceId) {
        return rows.of(serviceId).stream().map(Placement::place).toList();
    }

    /** A stored wish, typed and placed. */
    <S extends Record> Wish<S> wish(ServiceType<S> type, Service service, JsonNode spec, boolean active) {
        return new Wish<>(service.id(), types.read(type, spec), active, of(service.id()));
    }
}
