package org.batuta.hosting.web;

import static org.batuta.accounts.Permission.MANAGE_ACCOUNTS;
import static org.batuta.accounts.Permission.ORDER_SERVICES;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.DryRuns;
import org.batuta.hosting.Ledger;
import org.batuta.hosting.Overview;
import org.batuta.hosting.Request;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.Services;
import org.batuta.hosting.Timeline;
import org.batuta.live.Live;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What became of each wish: the list, and a page for each request that tells its story while it happens. */
@Controller
@RequestMapping("/requests")
class RequestPages {

    private final Requests requests;
    private final Comparisons comparisons;
    private final Overview overview;
    private final Services services;
    private final Timeline timeline;
    private final Ledger ledger;
    private final Lines lines;
    private final Differences differences;
    private final DryRuns dryRuns;
    private final DryRunSheet dryRunSheet;
    private final Orderers orderers;
    private final Live live;

    RequestPages(
            Requests requests,
            Comparisons comparisons,
            Overview overview,
            Services services,
            Timeline timeline,
            Ledger ledger,
            Lines lines,
            Differences differences,
            DryRuns dryRuns,
            DryRunSheet dryRunSheet,
            Orderers orderers,
            Live live) {
        this.requests = requests;
        this.comparisons = comparisons;
        this.overview = overview;
        this.services = services;
        this.timeline = timeline;
        this.ledger = ledger;
        this.lines = lines;
        this.differences = differences;
        this.dryRuns = dryRuns;
        this.dryRunSheet = dryRunSheet;
        this.orderers = orderers;
        this.live = live;
    }

    @ModelAttribute("place")
    String place() {
        return "requests";
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "1") int page, Model model) {
        Page<Request> found = requests.mine(Pages.at(page));
        model.addAttribute("requests", found);
        model.addAttribute("services", overview.servicesOf(found.getContent()));
        model.addAttribute("last", overview.lastOf(found.getContent()));
        return "hosting/requests";
    }

    /** An operation knows only what it belongs to: that may be a comparison as well. */
    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        if (Acting.current().staff() && comparisons.isOne(id)) {
            return "redirect:/desk/comparisons/" + id;
        }
        tell(id, model);
        return "hosting/request";
    }

    /** The part of the page that changes. */
    @GetMapping("/{id}/story")
    String story(@PathVariable UUID id, Model model) {
        tell(id, model);
        return "hosting/request :: story";
    }

    @GetMapping("/{id}/dry-run")
    String dryRun(@PathVariable UUID id, Model model) {
        Request request = requests.get(id);
        dryRunSheet.show(dryRuns.waiting(id), model);
        model.addAttribute("request", request);
        model.addAttribute("service", services.get(request.serviceId()));
        return "hosting/dry-run";
    }

    @GetMapping("/{id}/live")
    SseEmitter live(@PathVariable UUID id) {
        return live.follow(Timeline.topic(requests.get(id).id()));
    }

    @PostMapping("/{id}/cancel")
    Done cancel(@PathVariable UUID id) {
        requests.cancel(id);
        return new Done("/requests/" + id, "hosting.cancelled");
    }

    @PostMapping("/{id}/begin")
    Done begin(@PathVariable UUID id) {
        requests.beginNow(id);
        return new Done("/requests/" + id, "hosting.begun");
    }

    private void tell(UUID id, Model model) {
        Request request = requests.get(id);
        List<RequestEvent> events = timeline.of(id);
        List<Line> told = lines.of(events);
        model.addAttribute("request", request);
        Service service = services.get(request.serviceId());
        model.addAttribute("service", service);
        model.addAttribute("phase", Phase.of(request, events));
        model.addAttribute("lines", told);
        model.addAttribute(
                "until", told.isEmpty() ? null : told.get(told.size() - 1).until());
        model.addAttribute("differences", differences.of(request, service.type()));
        model.addAttribute("ledger", ledger.of(id));
        model.addAttribute(
                "facts",
                request.state() == Request.State.DONE && service.isActive() ? services.facts(service.id()) : List.of());
        boolean mayOrder = Acting.currentMay(
                request.verb().isOfActivity() ? MANAGE_ACCOUNTS : ORDER_SERVICES, request.accountId());
        model.addAttribute("mayAsk", orderers.mayAsk(request.accountId()));
        model.addAttribute("mayCancel", request.isCancellable() && mayOrder);
        model.addAttribute("mayBegin", request.isScheduled() && request.isCancellable() && mayOrder);
    }
}
