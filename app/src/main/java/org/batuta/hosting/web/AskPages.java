package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.frame.Done;
import org.batuta.hosting.DryRuns;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
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

/** Asking for a new service: what kind, for which account, and then the form of the kind. */
@Controller
@RequestMapping("/services/new")
class AskPages {

    private final ServiceTypes types;
    private final Requests requests;
    private final Orderers orderers;
    private final Sheets sheets;
    private final DryRuns dryRuns;
    private final DryRunSheet dryRunSheet;

    AskPages(
            ServiceTypes types,
            Requests requests,
            Orderers orderers,
            Sheets sheets,
            DryRuns dryRuns,
            DryRunSheet dryRunSheet) {
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

    @GetMapping
    String kinds(@RequestParam(required = false) @Nullable UUID account, Model model) {
        model.addAttribute("types", types.all());
        model.addAttribute("account", account);
        return "hosting/kinds";
    }

    @GetMapping("/{key}")
    String form(
            @PathVariable String key,
            @RequestParam(required = false) @Nullable UUID account,
            HttpServletRequest known,
            Model model) {
        ServiceType<?> type = type(key);
        List<Account> accounts = orderers.accounts(account);
        model.addAttribute("type", type);
        if (accounts.size() != 1) {
            model.addAttribute("accounts", accounts);
            return "hosting/account";
        }
        Values values = Values.of(types.write(type.blank())).with(Sheets.sent(type, known));
        return show(type, accounts.get(0).id(), values, model);
    }

    @PostMapping(value = "/{key}", params = "add")
    String addRow(
            @PathVariable String key,
            @RequestParam UUID account,
            @RequestParam String add,
            HttpServletRequest sent,
            Model model) {
        Values values = Sheets.withRow(add, sent, model);
        return show(type(key), account, values, model);
    }

    @PostMapping(value = "/{key}", params = "drop")
    String dropRow(
            @PathVariable String key,
            @RequestParam UUID account,
            @RequestParam String drop,
            HttpServletRequest sent,
            Model model) {
        return show(type(key), account, Sheets.without(drop, sent), model);
    }

    @PostMapping(value = "/{key}", params = "dryRun")
    String dryRun(@PathVariable String key, @RequestParam UUID account, HttpServletRequest sent, Model model) {
        ServiceType<?> type = type(key);
        Values values = Sheets.sent(type, sent);
        Refusal.Collector problems = new Refusal.Collector();
        JsonNode wish = SpecReader.read(type.spec(), values, problems);
        NewService ask =
                new NewService(account, key, wish, null, null, When.sent(values).read(problems));
        problems.refuseIfAny();
        dryRunSheet.show(dryRuns.create(ask), model);
        return show(type, account, values, model);
    }

    @PostMapping("/{key}")
    Object ask(
            @PathVariable String key,
            @RequestParam UUID account,
            @RequestParam(required = false) @Nullable Secret password,
            @RequestParam(name = "key") String idempotency,
            @RequestParam(required = false) @Nullable String confirmed,
            HttpServletRequest sent,
            Model model) {
        ServiceType<?> type = type(key);
        Values values = Sheets.sent(type, sent);
        Refusal.Collector problems = new Refusal.Collector();
        JsonNode wish = SpecReader.read(type.spec(), values, problems);
        NewService ask = new NewService(
                account, key, wish, password, idempotency, When.sent(values).read(problems));
        try {
            String name = sheets.check(ask, problems);
            if (!name.equals(confirmed) && sheets.isWrittenOtherwise(type, wish, name)) {
                model.addAttribute("confirm", name);
                return show(type, account, values, model);
            }
            Request request = requests.create(ask);
            return new Done("/requests/" + request.id(), "hosting.asked");
        } finally {
            if (password != null) {
                password.wipe();
            }
        }
    }

    private String show(ServiceType<?> type, UUID account, Values values, Model model) {
        model.addAttribute("type", type);
        model.addAttribute("account", orderers.account(account));
        model.addAttribute("several", Orderers.isOneOfSeveral());
        model.addAttribute("key", Ids.next());
        sheets.show(type, account, values, model);
        return "hosting/ask";
    }

    private ServiceType<?> type(String key) {
        return types.find(key).orElseThrow(() -> new NotFound("service type", key));
    }
}
