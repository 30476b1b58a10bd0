package org.batuta.hosting.web;

import java.time.Duration;
import java.util.UUID;
import org.batuta.hosting.HostingProperties;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.Services;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Removing a service: what will be lost, when, until when it can be had back, and its name typed to confirm. */
@Controller
@RequestMapping("/services/{id}/remove")
class RemovePages {

    private final Services services;
    private final Requests requests;
    private final Orderers orderers;
    private final Duration undoWindow;

    RemovePages(Services services, Requests requests, Orderers orderers, HostingProperties properties) {
        this.services = services;
        this.requests = requests;
        this.orderers = orderers;
        this.undoWindow = properties.undoWindow();
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        return show(services.get(id), "", model);
    }

    @PostMapping
    String remove(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam String key,
            Model model,
            RedirectAttributes next) {
        try {
            Request request = requests.remove(id, confirm, key);
            next.addFlashAttribute("notice", "hosting.asked");
            return "redirect:/requests/" + request.id();
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(services.get(id), confirm, model);
        }
    }

    private String show(Service service, String typed, Model model) {
        orderers.account(service.accountId());
        if (service.state() == Service.State.REMOVED) {
            throw new NotFound("service", service.id());
        }
        model.addAttribute("service", service);
        model.addAttribute("within", services.within(service.id()));
        model.addAttribute("hours", undoWindow.toHours());
        model.addAttribute("typed", typed);
        model.addAttribute("key", Ids.next());
        return "hosting/remove";
    }
}
