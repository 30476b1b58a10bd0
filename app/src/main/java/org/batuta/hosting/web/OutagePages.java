package org.batuta.hosting.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.Outages;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was told customers about outages, and where the staff tells them of another one. */
@Controller
@RequestMapping("/desk/outages")
class OutagePages {

    private final Outages outages;
    private final Servers servers;

    OutagePages(Outages outages, Servers servers) {
        this.outages = outages;
        this.servers = servers;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("place", "servers");
        model.addAttribute("outages", outages.latest());
        return "hosting/outages";
    }

    @GetMapping("/new")
    String form(Model model) {
        Map<String, String> choices = new LinkedHashMap<>();
        servers.all().forEach(server -> choices.put(server.id().toString(), server.name()));
        model.addAttribute("place", "servers");
        model.addAttribute("servers", choices);
        model.addAttribute("reach", outages.reach(null));
        return "hosting/outage";
    }

    @PostMapping("/new")
    Done announce(
            @RequestParam String server,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text) {
        outages.announce(server(server), subject.strip(), text.strip());
        return new Done("/desk/outages", "hosting.outage.announced");
    }

    /** One of those that were offered; nothing is everybody. */
    private static @Nullable UUID server(String chosen) {
        try {
            return chosen.isEmpty() ? null : UUID.fromString(chosen);
        } catch (IllegalArgumentException noId) {
            throw Refusal.at("server", "outage.server");
        }
    }
}
