package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
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
        Request request = requests.get(id);
        decidedIn(request);
        if (sent.getParameter("version") == null) {
            Values wanted = Values.of(Objects.requireNonNull(request.wanted()));
            return show(request, wanted, request.revision(), model);
        }
        return show(request, values(request, sent), version == null ? NOT_SEEN : version, model);
    }

    @PostMapping(params = "add")
    String addRow(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String add,
            HttpServletRequest sent,
            Model model) {
        model.addAttribute("added", add);
        Values values = Values.sent(sent.getParameterMap()).withRow(add, Map.of("added", ""));
        return show(requests.get(id), values, version, model);
    }

    @PostMapping(params = "drop")
    String dropRow(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String drop,
            HttpServletRequest sent,
            Model model) {
        Values values = Sheets.without(drop, Values.sent(sent.getParameterMap()));
        return show(requests.get(id), values, version, model);
    }

    @PostMapping
    Done revise(@PathVariable UUID id, @RequestParam int version, HttpServletRequest sent) {
        Request request = requests.get(id);
        decidedIn(request);
        Refusal.Collector problems = new Refusal.Collector();
        JsonNode spec = SpecReader.read(typeOf(request).spec(), values(request, sent), problems);
        problems.refuseIfAny();
        requests.revise(id, spec, version);
        return new Done("/desk/requests/" + id + "/revise", "hosting.revised");
    }

    private String show(Request request, Values values, int version, Model model) {
        model.addAttribute("tasks", decidedIn(request));
        model.addAttribute("request", request);
        model.addAttribute("service", services.get(request.serviceId()));
        model.addAttribute("version", version);
        sheets.show(typeOf(request), values, model);
        return "hosting/revise";
    }

    private List<OpenTasks.Open> decidedIn(Request request) {
        List<OpenTasks.Open> tasks = corrections.tasks(request);
        if (tasks.isEmpty()) {
            throw Refusal.at("", "no-repair");
        }
        return tasks;
    }

    private Values values(Request request, HttpServletRequest sent) {
        return Sheets.withoutEmptyRows(typeOf(request), Values.sent(sent.getParameterMap()));
    }

    private ServiceType<?> typeOf(Request request) {
        Service service = services.get(request.serviceId());
        return types.of(service.type());
    }
}
