package org.batuta.orchestration.web;

import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator names a machine that is to become a server. */
@Controller
@RequestMapping("/desk/servers/new")
class EnrolForm {

    private static final String SSH = "22";
    private static final String DIGITS = "[0-9]{1,5}";

    private final Servers servers;

    EnrolForm(Servers servers) {
        this.servers = servers;
    }

    /** What was typed, kept when it is refused. */
    record Typed(String name, String address, String port, String zone) {

        Typed(@Nullable String name, @Nullable String address, @Nullable String port, @Nullable String zone) {
            this.name = name == null ? "" : name.strip();
            this.address = address == null ? "" : address.strip();
            this.port = port == null ? "" : port.strip();
            this.zone = zone == null ? "" : zone.strip();
        }

        /** Zero, which is no port, for what is no number. */
        int portNumber() {
            return port.matches(DIGITS) ? Integer.parseInt(port) : 0;
        }
    }

    @GetMapping
    String form(Model model) {
        return show(model, new Typed("", "", SSH, servers.usualZone()));
    }

    @PostMapping
    String enrol(Typed typed, Model model, RedirectAttributes after) {
        try {
            var server = servers.enrol(typed.name(), typed.address(), typed.portNumber(), typed.zone());
            after.addFlashAttribute("notice", "orchestration.server.enrolling");
            return "redirect:/desk/servers/" + server.id();
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(model, typed);
        }
    }

    private static String show(Model model, Typed typed) {
        model.addAttribute("place", "servers");
        model.addAttribute("typed", typed);
        return "orchestration/enrol";
    }
}
