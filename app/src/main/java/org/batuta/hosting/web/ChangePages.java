package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.DryRuns;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changing a service: the form of its kind, filled with what is in force, with the version that the person saw. */
@Controller
@RequestMapping("/services/{id}/change")
class ChangePages {

    /** No version is this one, so nobody changes what was not seen. */
    private static final long NOT_SEEN = -1;

    private final Services services;
    private final ServiceTypes types;
    private final Requests requests;
    private final Orderers orderers;
    private final Sheets sheets;
    private final DryRuns dryRuns;
    private final DryRunSheet dryRunSheet;

    ChangePages(
            Services services,
            ServiceTypes types,
            Requests requests,
            Orderers orderers,
            Sheets sheets,
            DryRuns dryRuns,
            DryRunSheet dryRunSheet) {
        this.services = services;
        this.types = types;
        this.requests = requests;
        this.orderers = orderers;
        this.sheets = sheets;
        this.dryRuns = dryRuns;
        this.dryRunSheet = dryRunSheet;
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    /** With what is in force; a form that is shown again has the version, and the values, that were sent. */
    @GetMapping
    String form(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long version,
            HttpServletRequest sent,
            Model model) {
        Service service = services.get(id);
        if (sent.getParameter("version") == null) {
            return show(service, Values.of(service.spec()), service.revision(), model);
        }
        return show(service, values(service, sent), version == null ? NOT_SEEN : version, model);
    }

    @PostMapping(params = "add")
    String addRow(
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam String add,
            HttpServletRequest sent,
            Model model) {
        Values values = Sheets.withRow(add, sent, model);
        return show(services.get(id), values, version, model);
    }

    @PostMapping(params = "drop")
    String dropRow(
            @PathVariable UUID id,
            @RequestParam long version,
            @RequestParam String drop,
            HttpServletRequest sent,
            Model model) {
        Values values = Sheets.without(drop, sent);
        return show(services.get(id), values, version, model);
    }

    @PostMapping(params = "dryRun")
    String dryRun(@PathVariable UUID id, @RequestParam long version, HttpServletRequest sent, Model model) {
        Service service = services.get(id);
        Wish wish = wish(service, sent);
        dryRunSheet.show(dryRuns.change(id, wish.spec(), version, wish.scheduledFor()), model);
        return show(service, values(service, sent), version, model);
    }

    @PostMapping
    Done change(@PathVariable UUID id, @RequestParam long version, @RequestParam String key, HttpServletRequest sent) {
        Wish wish = wish(services.get(id), sent);
        Request request = requests.change(id, wish.spec(), version, key, wish.scheduledFor());
        return new Done("/requests/" + request.id(), "hosting.asked");
    }

    private record Wish(JsonNode spec, @Nullable Instant scheduledFor) {}

    private Wish wish(Service service, HttpServletRequest sent) {
        Values values = values(service, sent);
        Refusal.Collector problems = new Refusal.Collector();
        JsonNode spec = SpecReader.read(types.of(service.type()).spec(), values, problems);
        Wish wish = new Wish(spec, When.sent(values).read(problems));
        problems.refuseIfAny();
        return wish;
    }

    private Values values(Service service, HttpServletRequest sent) {
        return Sheets.sent(types.of(service.type()), sent);
    }

    private String show(Service service, Values values, long version, Model model) {
        orderers.account(service.accountId());
        if (service.state() == Service.State.REMOVED) {
            throw new NotFound("service", service.id());
        }
        ServiceType<?> type = types.of(service.type());
        model.addAttribute("type", type);
        model.addAttribute("service", service);
        model.addAttribute("version", version);
        model.addAttribute("key", Ids.next());
        sheets.show(type, values, model);
        return "hosting/change";
    }
}
