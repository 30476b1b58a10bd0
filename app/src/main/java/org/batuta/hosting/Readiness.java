package org.batuta.hosting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.Preparation;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Scripts;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/** Makes a stock server ready for the service types that are routed to it, at its enrolment. */
@Component
class Readiness implements Preparation {

    private final ServiceTypes types;
    private final Scripts scripts;
    private final HostingProperties properties;

    Readiness(ServiceTypes types, Scripts scripts, HostingProperties properties) {
        this.types = types;
        this.scripts = scripts;
        this.properties = properties;
    }

    @Override
    public List<PlannedOperation> of(Server server, List<Route> routes) {
        return routes.stream()
                .filter(route -> scripts.find(route.serviceType(), Verb.PREPARE).isPresent())
                .map(route -> prepare(server, route))
                .toList();
    }

    private PlannedOperation prepare(Server server, Route route) {
        Place place = new Place(server.id(), server.name(), server.address(), route.role());
        Map<String, String> parameters =
                new HashMap<>(types.of(route.serviceType()).preparation(place));
        parameters.put("nodes", String.join(" ", properties.nodes()));
        return new PlannedOperation(
                server.id(),
                server.name(),
                server.id(),
                route.serviceType(),
                server.name(),
                Verb.PREPARE,
                parameters,
                null,
                JsonNodeFactory.instance.objectNode(),
                "batuta",
                null);
    }
}
