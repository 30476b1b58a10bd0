package org.batuta.portal;

import static org.batuta.accounts.Permission.ORDER_SERVICES;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.hosting.Overview;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.batuta.hosting.Services;
import org.batuta.hosting.Timeline;
import org.batuta.live.Live;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The first page of a customer: what needs a look, what is going on, what there is, and what to do first. */
@Controller
class HomePage {

    private static final int FEW = 12;
    private static final String DOMAINS = "domains";

    private final Overview overview;
    private final Services services;
    private final Accounts accounts;
    private final Live live;

    HomePage(Overview overview, Services services, Accounts accounts, Live live) {
        this.overview = overview;
        this.services = services;
        this.accounts = accounts;
        this.live = live;
    }

    @GetMapping("/")
    String home(Model model) {
        Acting acting = Acting.current();
        fill(model);
        model.addAttribute("place", "home");
        model.addAttribute("name", acting.name());
        model.addAttribute("accounts", acting.accountIds().isEmpty() ? List.of() : accounts.named(acting.accountIds()));
        model.addAttribute("roles", acting.roles());
        model.addAttribute("followed", !acting.accountIds().isEmpty());
        return "portal/home";
    }

    /** The part of the page that changes. */
    @GetMapping("/now")
    String now(Model model) {
        fill(model);
        return "portal/home :: now";
    }

    @GetMapping("/live")
    SseEmitter live() {
        return live.follow(Acting.current().accountIds().stream()
                .map(Timeline::topicOfAccount)
                .toArray(String[]::new));
    }

    private void fill(Model model) {
        List<Overview.Count> counts = overview.counts();
        List<Request> open = overview.open();
        List<Request> failed = overview.failed();
        List<Request> shown = new ArrayList<>(open);
        shown.addAll(failed);
        model.addAttribute(
                "kinds",
                counts.stream()
                        .collect(Collectors.groupingBy(Overview.Count::type, TreeMap::new, Collectors.toList())));
        model.addAttribute("open", open);
        model.addAttribute("failed", failed);
        model.addAttribute("services", overview.servicesOf(shown));
        model.addAttribute("last", overview.lastOf(shown));
        Page<Service> first = services.mine(PageRequest.of(0, FEW));
        model.addAttribute("all", first.getTotalElements() <= FEW ? first.getContent() : List.of());
        // a domain works only when the registrar knows our name servers, which nobody but the customer can tell it
        services.newest(DOMAINS).ifPresent(domain -> {
            model.addAttribute("domain", domain.name());
            model.addAttribute("facts", services.facts(domain.id()));
        });
        model.addAttribute("mayAsk", mayAsk());
    }

    private boolean mayAsk() {
        return Acting.current().accountIds().stream()
                .anyMatch(account -> Acting.currentMay(ORDER_SERVICES, account)
                        && !accounts.stateOf(account).standsStill());
    }
}
