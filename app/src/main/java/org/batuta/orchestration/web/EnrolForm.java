package org.batuta.orchestration.web;

import org.batuta.frame.Done;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where an administrator names a machine that is to become a server. */
@Controller
@RequestMapping("/desk/servers/new")
class EnrolForm {

    private static final String DIGITS = "[0-9]{1,5}";

    private final Servers servers;

    EnrolForm(Servers servers) {
        this.servers = servers;
    }

    record Sent(String name, String address, String port, String zone) {

        Sent(@Nullable String name, @Nullable String address, @Nullable String port, @Nullable String zone) {
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

    @ModelAttribute("place")
    String place() {
        return "servers";
    }

    @GetMapping
    String form(Model model) {
        model.addAttribute("usualZone", servers.usualZone());
        return "orchestration/enrol";
    }

    @PostMapping
    Done enrol(Sent sent) {
        Server server = servers.enrol(sent.name(), sent.address(), sent.portNumber(), sent.zone());
        return new Done("/desk/servers/" + server.id(), "orchestration.server.enrolling");
    }
}
