package org.batuta.orchestration;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
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
    private final Processes processes;
    private final Audit audit;

    Routes(
            StoredRoutes routes,
            StoredServers servers,
            StoredSteps steps,
            Scripts scripts,
            Processes processes,
            Audit audit) {
        this.routes = routes;
        this.servers = servers;
        this.steps = steps;
        this.scripts = scripts;
        this.processes = processes;
        this.audit = audit;
    }

    /** Where a service of this type lies, primaries first. */
    @Transactional(readOnly = true)
    public List<Route> targets(String serviceType) {
        return routes.ofType(serviceType).stream()
                .filter(route -> route.isReady() && route.server().state() != ServerState.RETIRED)
                .toList();
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
     * @throws Refusal at {@code type} or {@code server}
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public Route add(String serviceType, UUID serverId, Role role) {
        if (scripts.find(serviceType, Verb.APPLY).isEmpty()) {
            throw Refusal.at("type", "service-type");
        }
        Server server = servers.lock(serverId)
                .filter(found -> found.state() != ServerState.RETIRED)
                .orElseThrow(() -> Refusal.at("server", "unknown-server"));
        if (routes.existsByServiceTypeAndServerId(serviceType, serverId)) {
            throw Refusal.at("server", "route-exists", serviceType, server.name());
        }
        int position = routes.ofType(serviceType).size() + 1;
        boolean ready = server.state() == ServerState.ENROLLING && !steps.existsByRequestId(serverId);
        Route route = routes.saveAndFlush(new Route(serviceType, server, role, position, ready));
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
        delete(routes.findById(routeId).orElseThrow(() -> new NotFound("route", routeId)));
    }

    /** Every service type that a server of this release can take, by name. */
    public List<String> types() {
        return scripts.types();
    }

    private void delete(Route route) {
        routes.delete(route);
        audit.record("route.remove", "route", route.id(), described(route), null);
    }

    private static Map<String, Object> described(Route route) {
        return Map.of("type", route.serviceType(), "server", route.server().name(), "role", route.role());
    }
}
