package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Which servers take which kind of service. */
@Controller
@RequestMapping("/desk/routes")
class RoutePages {

    private final Routes routes;
    private final Servers servers;

    RoutePages(Routes routes, Servers servers) {
        this.routes = routes;
        this.servers = servers;
    }

    record Sent(
            @NotBlank String type,
            @NotNull UUID server,
            @NotNull Role role,
            @Nullable String condition) {}

    /** Another condition for a route; an empty one takes everything. */
    record Changed(@NotNull String condition, @NotNull Long version) {}

    /** One kind of service with its routes, primaries first, and what their conditions can ask for. */
    record Taken(String type, List<Route> routes, Set<String> names) {}

    @GetMapping
    String list(Model model) {
        List<Route> all = routes.all();
        model.addAttribute("place", "routes");
        model.addAttribute("types", routes.types());
        model.addAttribute("roles", Role.values());
        model.addAttribute(
                "servers",
                Names.of(servers.all().stream()
                        .filter(server -> server.state() != ServerState.RETIRED)
                        .toList()));
        model.addAttribute(
                "taken",
                routes.types().stream()
                        .map(type -> new Taken(
                                type,
                                all.stream()
                                        .filter(route -> route.serviceType().equals(type))
                                        .toList(),
                                routes.example(type).keySet()))
                        .toList());
        return "orchestration/routes";
    }

    @PostMapping
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    Done add(@Valid Sent sent) {
        Route added = routes.add(sent.type(), sent.server(), sent.role(), sent.condition());
        return new Done(
                "/desk/routes",
                added.isReady() ? "orchestration.route.added" : "orchestration.route.preparing",
                added.serviceType(),
                added.server().name());
    }

    @GetMapping("/{id}/condition")
    String condition(@PathVariable UUID id, Model model) {
        Route route = routes.get(id);
        model.addAttribute("place", "routes");
        model.addAttribute("route", route);
        model.addAttribute("names", routes.example(route.serviceType()).keySet());
        return "orchestration/condition";
    }

    @PostMapping("/{id}/condition")
    Done change(@PathVariable UUID id, @Valid Changed sent) {
        Route changed = routes.change(id, sent.condition(), sent.version());
        return new Done(
                "/desk/routes",
                "orchestration.condition.changed",
                changed.serviceType(),
                changed.server().name());
    }

    @PostMapping("/{id}/remove")
    Done remove(@PathVariable UUID id) {
        routes.remove(id);
        return new Done("/desk/routes", "orchestration.route.removed");
    }
}
