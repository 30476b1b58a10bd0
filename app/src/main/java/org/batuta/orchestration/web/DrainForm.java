package org.batuta.orchestration.web;

import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Servers;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an administrator says why a server takes no work for a while. */
@Controller
@RequestMapping("/desk/servers/{id}/drain")
@PreAuthorize("hasAuthority('MANAGE_SERVERS')")
class DrainForm {

    private final Servers servers;

    DrainForm(Servers servers) {
        this.servers = servers;
    }

    @ModelAttribute("place")
    String place() {
        return "servers";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("server", servers.find(id).orElseThrow(() -> new NotFound("server", id)));
        return "orchestration/drain";
    }

    @PostMapping
    Done drain(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason) {
        servers.drain(id, reason);
        return new Done("/desk/servers/" + id, "orchestration.server.drained");
    }
}
