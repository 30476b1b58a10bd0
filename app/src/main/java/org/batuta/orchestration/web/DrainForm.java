package org.batuta.orchestration.web;

import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator says why a server takes no work for a while. */
@Controller
@RequestMapping("/desk/servers/{id}/drain")
class DrainForm {

    private final Servers servers;

    DrainForm(Servers servers) {
        this.servers = servers;
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        return show(id, model, "");
    }

    @PostMapping
    String drain(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            RedirectAttributes after) {
        String typed = reason == null ? "" : reason;
        try {
            servers.drain(id, typed);
            after.addFlashAttribute("notice", "orchestration.server.drained");
            return "redirect:/desk/servers/" + id;
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(id, model, typed);
        }
    }

    private String show(UUID id, Model model, String reason) {
        model.addAttribute("place", "servers");
        model.addAttribute("server", servers.find(id).orElseThrow(() -> new NotFound("server", id)));
        model.addAttribute("reason", reason);
        return "orchestration/drain";
    }
}
