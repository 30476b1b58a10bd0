package org.batuta.hosting.web;

import static org.batuta.accounts.Permission.MANAGE_ACCOUNTS;
import static org.batuta.accounts.Permission.SEE_ACCOUNTS;
import static org.batuta.accounts.Permission.TRANSFER_SERVICES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.accounts.History;
import org.batuta.frame.Pages;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.Overview;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.ServiceRef;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.hosting.Transfer;
import org.batuta.hosting.TransferBook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** What a person has: the list, and a page for each service. */
@Controller
@RequestMapping("/services")
class ServicePages {

    private final Services services;
    private final Requests requests;
    private final Overview overview;
    private final ServiceTypes types;
    private final SpecFields fields;
    private final Accounts accounts;
    private final Comparisons comparisons;
    private final TransferBook transfers;
    private final Orderers orderers;

    ServicePages(
            Services services,
            Requests requests,
            Overview overview,
            ServiceTypes types,
            SpecFields fields,
            Accounts accounts,
            Comparisons comparisons,
            TransferBook transfers,
            Orderers orderers) {
        this.services = services;
        this.requests = requests;
        this.overview = overview;
        this.types = types;
        this.fields = fields;
        this.accounts = accounts;
        this.comparisons = comparisons;
        this.transfers = transfers;
        this.orderers = orderers;
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "false") boolean top,
            Model model) {
        String wanted = types.find(String.valueOf(type)).map(ServiceType::key).orElse(null);
        boolean all = wanted == null && !top;
        model.addAttribute(
                "services", all ? services.mine(Pages.at(page)) : services.mine(of(wanted, top), Pages.at(page)));
        model.addAttribute("types", types.all());
        model.addAttribute("type", wanted);
        model.addAttribute("top", top);
        model.addAttribute("path", path(wanted, top));
        model.addAttribute("mayAsk", orderers.mayAskAnywhere());
        return "hosting/services";
    }

    private static String path(@Nullable String type, boolean top) {
        return UriComponentsBuilder.fromPath("/services")
                .queryParamIfPresent("type", Optional.ofNullable(type))
                .queryParamIfPresent("top", top ? Optional.of(true) : Optional.empty())
                .toUriString();
    }

    private static Services.Search of(@Nullable String type, boolean top) {
        return new Services.Search(null, type, Set.of(), null, null, top);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        Service service = services.get(id);
        List<Request> history = requests.ofService(id, Pages.at(1));
        model.addAttribute("service", service);
        model.addAttribute("facts", services.facts(id));
        model.addAttribute("within", services.within(id));
        model.addAttribute("history", history);
        model.addAttribute("last", overview.lastOf(history));
        model.addAttribute("going", going(history));
        model.addAttribute("parent", parent(service));
        model.addAttribute("children", children(service));
        model.addAttribute("account", accounts.findById(service.accountId()).orElseThrow());
        model.addAttribute(
                "takesPassword",
                types.find(service.type()).map(ServiceType::takesPassword).orElse(false));
        model.addAttribute("mayAsk", orderers.mayAsk(service.accountId()));
        Transfer transfer = transfers.about(id).orElse(null);
        model.addAttribute("transfer", transfer);
        model.addAttribute("mayGive", Acting.currentMay(TRANSFER_SERVICES, service.accountId()));
        model.addAttribute("owner", pathOf(service.accountId()));
        model.addAttribute("maySuspend", Acting.currentMay(MANAGE_ACCOUNTS, service.accountId()));
        UUID told = transfer == null ? id : transfer.serviceId();
        model.addAttribute("audit", History.pathOf(service.accountId(), told).orElse(null));
        model.addAttribute("comparisons", Acting.current().staff() ? comparisons.lastOf(service.id()) : List.of());
        model.addAttribute(
                "fields",
                types.find(service.type())
                        .map(type -> fields.read(type, Values.of(service.spec())))
                        .orElse(List.of()));
        return "hosting/service";
    }

    /** Where the reader looks at the owner. */
    private static String pathOf(UUID accountId) {
        return (Acting.currentMay(SEE_ACCOUNTS, accountId) ? "/desk" : "") + "/accounts/" + accountId;
    }

    private static List<Request> going(List<Request> history) {
        return history.stream().filter(request -> request.state().isOpen()).toList();
    }

    /** The kinds of services that live in one of this kind, each with the address of its form. */
    private Map<String, String> children(Service service) {
        Map<String, String> children = new LinkedHashMap<>();
        for (ServiceType<?> type : types.all()) {
            parent(type)
                    .filter(ref -> ref.type().equals(service.type()))
                    .ifPresent(ref -> children.put(type.key(), form(type, service, ref.field())));
        }
        return children;
    }

    private static String form(ServiceType<?> type, Service in, String field) {
        return UriComponentsBuilder.fromPath("/services/new/{type}")
                .queryParam("account", in.accountId())
                .queryParam(field, "{name}")
                .build(type.key(), in.name())
                .toString();
    }

    private static <S extends Record> Optional<ServiceRef> parent(ServiceType<S> type) {
        return type.parentOf(type.blank());
    }

    private @Nullable Service parent(Service service) {
        return Optional.ofNullable(service.parentId()).map(services::get).orElse(null);
    }
}
