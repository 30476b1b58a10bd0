package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Spread;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.kernel.Refusal;
import org.batuta.notifications.Letters;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Routes.Undecided;
import org.batuta.workflow.Transactions;
import org.springframework.stereotype.Component;

/** Where services live: chosen from the routes when a service is asked for, and kept with it. */
@Component
class Places {

    private final PlacementRows rows;
    private final Routes routes;
    private final Traits traits;
    private final ServiceTypes types;
    private final Letters letters;
    private final Transactions transactions;
    private final Clock clock;

    Places(
            PlacementRows rows,
            Routes routes,
            Traits traits,
            ServiceTypes types,
            Letters letters,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.routes = routes;
        this.traits = traits;
        this.types = types;
        this.letters = letters;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Chooses the servers of a new service.
     *
     * @throws Refusal when none takes it, or nobody knows which does: then administrators are told
     */
    List<Placement> choose(ServiceType<?> type, Service service) {
        try {
            return rows.saveAllAndFlush(chosen(type, service));
        } catch (Undecided undecided) {
            transactions.afterRollback(() -> tell(undecided));
            throw Refusal.at("", "undecided");
        }
    }

    private void tell(Undecided undecided) {
        Route route = undecided.route();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String event = "undecided/" + route.id() + "/" + route.version() + "/" + day;
        String link = "/desk/routes/" + route.id() + "/condition";
        Map<String, Object> model = Map.of(
                "what", route.serviceType(),
                "server", route.server().name(),
                "evidence", undecided.why(),
                "link", link);
        letters.tellAdministrators(event, "undecided", model);
    }

    /**
     * The servers that a new service would get, primaries first.
     *
     * @throws Refusal when none takes it, or a condition does not say whether
     */
    List<Place> wouldBe(ServiceType<?> type, Service service) {
        try {
            return chosen(type, service).stream().map(Placement::place).toList();
        } catch (Undecided undecided) {
            throw Refusal.at("", "undecided.by", undecided.route().server().name(), undecided.why());
        }
    }

    private List<Placement> chosen(ServiceType<?> type, Service service) {
        List<Route> targets = routes.targets(type.key(), traits.of(service));
        if (targets.isEmpty() || targets.get(0).role() != Role.PRIMARY) {
            throw Refusal.at("", "no-server");
        }
        List<Route> chosen = type.spread() == Spread.ONE ? targets.subList(0, 1) : targets;
        AtomicInteger position = new AtomicInteger();
        return chosen.stream()
                .map(route -> new Placement(service.id(), route.server(), route.role(), position.getAndIncrement()))
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
