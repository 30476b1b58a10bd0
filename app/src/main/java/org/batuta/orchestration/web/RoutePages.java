package org.batuta.orchestration.web;

import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

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

    /** What was chosen, kept when it is refused. */
    record Chosen(
            @Nullable String type,
            @Nullable UUID server,
            @Nullable Role role) {

        Refusal missing() {
            Refusal.Collector missing = new Refusal.Collector();
            missing.require(type != null && !type.isBlank(), "type", "missing");
            missing.require(server != null, "server", "missing");
            missing.require(role != null, "role", "missing");
            return missing.refusal();
        }
    }

    /** One kind of service with its routes, primaries first. */
    record Taken(String type, List<Route> routes) {}

    @GetMapping
    String list(Chosen chosen, Model model) {
        List<Route> all = routes.all();
        model.addAttribute("place", "routes");
        model.addAttribute("chosen", chosen);
        model.addAttribute("types", routes.types());
        model.addAttribute("roles", Role.values());
        model.addAttribute(
                "servers",
                Pages.names(servers.all().stream()
                        .filter(server -> server.state() != ServerState.RETIRED)
                        .toList()));
        model.addAttribute(
                "taken",
                routes.types().stream()
                        .map(type -> new Taken(
                                type,
                                all.stream()
                                        .filter(route -> route.serviceType().equals(type))
                                        .toList()))
                        .toList());
        return "orchestration/routes";
    }

    @PostMapping
    String add(Chosen chosen, Model model, RedirectAttributes after) {
        try {
            String type = chosen.type();
            UUID server = chosen.server();
            Role role = chosen.role();
            if (type == null || type.isBlank() || server == null || role == null) {
                throw chosen.missing();
            }
            Route added = routes.add(type, server, role);
            after.addFlashAttribute(
                    "notice", added.isReady() ? "orchestration.route.added" : "orchestration.route.preparing");
            after.addFlashAttribute(
                    "noticeArgs", List.of(added.serviceType(), added.server().name()));
            return "redirect:/desk/routes";
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return list(chosen, model);
        }
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable UUID id, RedirectAttributes after) {
        routes.remove(id);
        after.addFlashAttribute("notice", "orchestration.route.removed");
        return "redirect:/desk/routes";
    }
}
