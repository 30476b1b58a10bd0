package org.batuta.hosting.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.Namesakes;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Setting the password of a service, whatever its kind: chosen or suggested, and typed twice; never shown (T07). */
@Controller
@RequestMapping("/services/{id}/password")
class PasswordPages {

    private final Services services;
    private final ServiceTypes types;
    private final Namesakes namesakes;
    private final Orderers orderers;

    PasswordPages(Services services, ServiceTypes types, Namesakes namesakes, Orderers orderers) {
        this.services = services;
        this.types = types;
        this.namesakes = namesakes;
        this.orderers = orderers;
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        Service service = services.get(id);
        orderers.account(service.accountId());
        if (service.state() == Service.State.REMOVED
                || !types.of(service.type()).takesPassword()) {
            throw new NotFound("password of service", id);
        }
        model.addAttribute("service", service);
        model.addAttribute("namesakes", options(namesakes.of(id)));
        model.addAttribute("key", Ids.next());
        return "hosting/password";
    }

    private static Map<String, String> options(List<Service> namesakes) {
        Map<String, String> options = new LinkedHashMap<>();
        namesakes.forEach(service -> options.put(service.id().toString(), service.name()));
        return options;
    }

    @PostMapping
    Done set(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Secret password,
            @RequestParam(required = false) @Nullable Secret repeated,
            @RequestParam(defaultValue = "") List<UUID> also,
            @RequestParam String key) {
        try {
            TypedTwice.require(password, repeated);
            Request request = namesakes.setPassword(id, password, also, key);
            return new Done("/requests/" + request.id(), "hosting.asked");
        } finally {
            TypedTwice.wipe(password, repeated);
        }
    }
}
