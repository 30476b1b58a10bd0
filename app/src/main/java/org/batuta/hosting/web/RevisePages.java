package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.OpenTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Correcting what a request asks for while a person decides about its repair: the form of its kind, filled with what
 * is wanted now, with the revision that the person saw. What follows is decided in Tasklist.
 */
@Controller
@RequestMapping("/desk/requests/{id}/revise")
@PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
class RevisePages {

    /** No revision is this one, so nobody corrects what was not seen. */
    private static final int NOT_SEEN = 0;

    private final Requests requests;
    private final Comparisons comparisons;
    private final Services services;
    private final ServiceTypes types;
    private final Sheets sheets;
    private final Corrections corrections;

    RevisePages(
            Requests requests,
            Comparisons comparisons,
            Services services,
            ServiceTypes types,
            Sheets sheets,
            Corrections corrections) {
        this.requests = requests;
        this.comparisons = comparisons;
        this.services = services;
        this.types = types;
        this.sheets = sheets;
        this.corrections = corrections;
    }

    @ModelAttribute("place")
    String place() {
        return "operations";
    }

    /** A step knows only what it belongs to: that may be a comparison, which repairs with what is in force. */
    @GetMapping
    String form(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest sent,
            Model model) {
        if (comparisons.isOne(id)) {
            return "redirect:/desk/comparisons/" + id;
        }
        Correctable found = correctable(id);
        if (sent.getParameter("version") == null) {
            Values wanted = Values.of(Objects.requireNonNull(found.request().wanted()));
            return show(found, wanted, found.request().revision(), model);
        }
        return show(found, Sheets.sent(found.type(), sent), version == null ? NOT_SEEN : version, model);
    }

    @PostMapping(params = "add")
    String addRow(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String add,
            HttpServletRequest sent,
            Model model) {
        return show(correctable(id), Sheets.withRow(add, sent, model), version, model);
    }

    @PostMapping(params = "drop")
    String dropRow(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String drop,
            HttpServletRequest sent,
            Model model) {
        return show(correctable(id), Sheets.without(drop, sent), version, model);
    }

    @PostMapping
    Done revise(@PathVariable UUID id, @RequestParam int version, HttpServletRequest sent) {
        ServiceType<?> type = correctable(id).type();
        Refusal.Collector problems = new Refusal.Collector();
        JsonNode spec = SpecReader.read(type.spec(), Sheets.sent(type, sent), problems);
        problems.refuseIfAny();
        requests.revise(id, spec, version);
        return new Done("/desk/requests/" + id + "/revise", "hosting.revised");
    }

    private String show(Correctable found, Values values, int version, Model model) {
        model.addAttribute("tasks", found.tasks());
        model.addAttribute("request", found.request());
        model.addAttribute("service", found.service());
        model.addAttribute("version", version);
        sheets.show(found.type(), values, model);
        return "hosting/revise";
    }

    private record Correctable(Request request, Service service, ServiceType<?> type, List<OpenTasks.Open> tasks) {}

    private Correctable correctable(UUID id) {
        Request request = requests.get(id);
        List<OpenTasks.Open> tasks = corrections.require(request);
        Service service = services.get(request.serviceId());
        return new Correctable(request, service, types.of(service.type()), tasks);
    }
}
