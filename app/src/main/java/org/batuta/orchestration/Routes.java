package org.batuta.orchestration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Conditions;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which servers take which service type. */
@Service
public class Routes {

    private final StoredRoutes routes;
    private final StoredServers servers;
    private final StoredSteps steps;
    private final Scripts scripts;
    private final Conditions conditions;
    private final Examples examples;
    private final Processes processes;
    private final Audit audit;

    Routes(
            StoredRoutes routes,
            StoredServers servers,
            StoredSteps steps,
            Scripts scripts,
            Conditions conditions,
            Examples examples,
            Processes processes,
            Audit audit) {
        this.routes = routes;
        this.servers = servers;
        this.steps = steps;
        this.scripts = scripts;
        this.conditions = conditions;
        this.examples = examples;
        this.processes = processes;
        this.audit = audit;
    }

    /** The condition of a route says neither yes nor no of a service, so nobody knows whether it belongs there. */
    public static class Undecided extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Route route;
        private final String why;

        Undecided(Route route, Refusal refusal) {
            super(refusal);
            this.route = route;
            this.why = route.condition() + ": " + refusal.problems().get(0).args();
        }

        /** Whose condition it is. */
        public Route route() {
            return route;
        }

        /** The condition, and what is wrong with it. */
        public String why() {
            return why;
        }
    }

    /**
     * Where a new service of this type belongs, primaries first.
     *
     * @param service its values, by the names that {@link Examples} has
     * @throws Undecided when a condition does not say whether
     */
    @Transactional(readOnly = true)
    public List<Route> targets(String serviceType, Map<String, Object> service) {
        return routes.ofType(serviceType).stream()
                .filter(route -> route.isReady() && route.server().state() != ServerState.RETIRED)
                .filter(route -> takes(route, service))
                .toList();
    }

    private boolean takes(Route route, Map<String, Object> service) {
        String condition = route.condition();
        try {
            return condition == null || conditions.holds(condition, service);
        } catch (Refusal why) {
            throw new Undecided(route, why);
        }
    }

    /** All routes, by service type. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Route> all() {
        return routes.findAllByOrderByServiceTypeAscRoleAscPositionAsc();
    }

    /** What a server takes. */
    @Transactional(readOnly = true)
    public List<Route> of(UUID serverId) {
        return routes.findByServerIdOrderByServiceType(serverId);
    }

    /**
     * From now on the server takes services of this type, after those that already do in the same role. A server that
     * works already is prepared by a process first; one that is being enrolled is prepared by its enrolment.
     *
     * @param condition of which of them it takes, in FEEL; nothing for all
     * @throws Refusal at {@code type}, {@code server} or {@code condition}
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public Route add(String serviceType, UUID serverId, Role role, @Nullable String condition) {
        if (scripts.find(serviceType, Verb.APPLY).isEmpty()) {
            throw Refusal.at("type", "service-type");
        }
        Server server = servers.lock(serverId)
                .filter(found -> found.state() != ServerState.RETIRED)
                .orElseThrow(() -> Refusal.at("server", "unknown-server"));
        if (routes.existsByServiceTypeAndServerId(serviceType, serverId)) {
            throw Refusal.at("server", "route-exists", serviceType, server.name());
        }
        String checked = checked(serviceType, condition);
        int position = routes.ofType(serviceType).size() + 1;
        boolean ready = server.state() == ServerState.ENROLLING && !steps.existsByRequestId(serverId);
        Route route = routes.saveAndFlush(new Route(serviceType, server, role, position, ready, checked));
        audit.record("route.add", "route", route.id(), null, described(route));
        if (!ready) {
            String id = serverId.toString();
            processes.start(
                    "prepare-route",
                    id,
                    Map.of("serverId", id, "routeId", route.id().toString()));
        }
        return route;
    }

    /**
     * A route.
     *
     * @throws NotFound when there is none
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional(readOnly = true)
    public Route get(UUID routeId) {
        return routes.findById(routeId).orElseThrow(() -> new NotFound("route", routeId));
    }

    /**
     * From now on new services are placed by this condition; what lies on the server stays there.
     *
     * @param condition in FEEL; nothing to take all
     * @param version of the route that the person saw
     * @throws Refusal when it is no condition, or somebody changed the route meanwhile
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public Route change(UUID routeId, @Nullable String condition, long version) {
        Route route = get(routeId);
        if (route.version() != version) {
            throw Refusal.at("", "changed-meanwhile");
        }
        Map<String, Object> before = described(route);
        route.takesOnly(checked(route.serviceType(), condition));
        audit.record("route.change", "route", routeId, before, described(route));
        return route;
    }

    private @Nullable String checked(String serviceType, @Nullable String condition) {
        if (condition == null || condition.isBlank()) {
            return null;
        }
        conditions.holds(condition, examples.of(serviceType));
        return condition;
    }

    /** The server was prepared: it takes services of this type from now on. */
    @Transactional
    public void open(UUID routeId) {
        routes.findById(routeId).ifPresent(Route::open);
    }

    /** The server could not be prepared: it does not take services of this type. */
    @Transactional
    public void drop(UUID routeId) {
        routes.findById(routeId).filter(route -> !route.isReady()).ifPresent(this::delete);
    }

    /**
     * New services of this type no longer go there; what lies there stays.
     *
     * @throws NotFound when there is no such route
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public void remove(UUID routeId) {
        delete(get(routeId));
    }

    /** Every service type that a server of this release can take, by name. */
    public List<String> types() {
        return scripts.types();
    }

    /** By name, what a condition can ask of a service of this type, as its form begins. */
    public Map<String, Object> example(String serviceType) {
        return examples.of(serviceType);
    }

    private void delete(Route route) {
        routes.delete(route);
        audit.record("route.remove", "route", route.id(), described(route), null);
    }

    private static Map<String, Object> described(Route route) {
        Map<String, Object> described = new HashMap<>(
                Map.of("type", route.serviceType(), "server", route.server().name(), "role", route.role()));
        String condition = route.condition();
        if (condition != null) {
            described.put("condition", condition);
        }
        return described;
    }
}
