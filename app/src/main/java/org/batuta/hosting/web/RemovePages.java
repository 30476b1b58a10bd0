package org.batuta.hosting.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.DryRuns;
import org.batuta.hosting.HostingProperties;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceTypes;
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

/** Removing a service: what will be lost, when, until when it can be had back, and its name typed to confirm. */
@Controller
@RequestMapping("/services/{id}/remove")
class RemovePages {

    private final Services services;
    private final Requests requests;
    private final Orderers orderers;
    private final DryRuns dryRuns;
    private final DryRunSheet dryRunSheet;
    private final ServiceTypes types;
    private final Duration undoWindow;

    RemovePages(
            Services services,
            Requests requests,
            Orderers orderers,
            DryRuns dryRuns,
            DryRunSheet dryRunSheet,
            ServiceTypes types,
            HostingProperties properties) {
        this.services = services;
        this.requests = requests;
        this.orderers = orderers;
        this.dryRuns = dryRuns;
        this.dryRunSheet = dryRunSheet;
        this.types = types;
        this.undoWindow = properties.undoWindow();
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        Service service = services.get(id);
        orderers.account(service.accountId());
        if (service.state() == Service.State.REMOVED) {
            throw new NotFound("service", service.id());
        }
        model.addAttribute("service", service);
        model.addAttribute("stays", types.staysBecause(service).orElse(null));
        model.addAttribute("within", services.within(service.id()));
        model.addAttribute("hours", undoWindow.toHours());
        model.addAttribute("key", Ids.next());
        return "hosting/remove";
    }

    @GetMapping(params = "dryRun")
    String dryRun(@PathVariable UUID id, Model model) {
        dryRunSheet.show(dryRuns.remove(id), model);
        return form(id, model);
    }

    @PostMapping
    Done remove(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam String key,
            HttpServletRequest sent) {
        Refusal.Collector problems = new Refusal.Collector();
        Instant scheduledFor = When.sent(Values.sent(sent.getParameterMap())).read(problems);
        problems.refuseIfAny();
        Request request = requests.remove(id, confirm, key, scheduledFor);
        return new Done("/requests/" + request.id(), "hosting.asked");
    }
}
