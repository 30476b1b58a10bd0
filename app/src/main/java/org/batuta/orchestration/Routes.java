package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Refusal;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which servers take which service type. */
@Service
public class Routes {

    private final StoredRoutes routes;
    private final StoredServers servers;

    Routes(StoredRoutes routes, StoredServers servers) {
        this.routes = routes;
        this.servers = servers;
    }

    /** Where a service of this type lies, primaries first. */
    @Transactional(readOnly = true)
    public List<Route> targets(String serviceType) {
        return routes.findByServiceTypeOrderByRoleAscPositionAsc(serviceType).stream()
                .filter(route -> route.server().state() != ServerState.RETIRED)
                .toList();
    }

    /** All routes, by service type. */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional(readOnly = true)
    public List<Route> all() {
        return routes.findAllByOrderByServiceTypeAscRoleAscPositionAsc();
    }

    /** What a server takes. */
    @Transactional(readOnly = true)
    public List<Route> of(UUID serverId) {
        return routes.findByServerIdOrderByServiceType(serverId);
    }

    /** From now on the server takes services of this type, after those that already do in the same role. */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public Route add(String serviceType, UUID serverId, Role role) {
        Server server = servers.findById(serverId).orElseThrow(() -> Refusal.at("server", "unknown-server"));
        if (routes.existsByServiceTypeAndServerId(serviceType, serverId)) {
            throw Refusal.at("server", "route-exists", serviceType, server.name());
        }
        int position =
                routes.findByServiceTypeOrderByRoleAscPositionAsc(serviceType).size() + 1;
        return routes.save(new Route(serviceType, server, role, position));
    }

    /** New services of this type no longer go there; what lies there stays. */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public void remove(UUID routeId) {
        routes.deleteById(routeId);
    }
}
