package org.batuta.hosting.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Hold;
import org.batuta.accounts.Reception;
import org.batuta.frame.Done;
import org.batuta.hosting.Closures;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where administrators close an account, after they read what is lost with it, and stop that again. */
@Controller
class ClosurePages {

    private final Closures closures;
    private final Reception reception;
    private final List<Hold> holds;

    ClosurePages(Closures closures, Reception reception, List<Hold> holds) {
        this.closures = closures;
        this.reception = reception;
        this.holds = holds;
    }

    @GetMapping("/desk/accounts/{id}/close")
    String form(@PathVariable UUID id, Model model) {
        Account account = reception.account(id);
        model.addAttribute("place", "accounts");
        model.addAttribute("account", account);
        model.addAttribute("loss", closures.loss(id));
        model.addAttribute("holds", Held.of(holds, id, null));
        return "hosting/close";
    }

    @PostMapping("/desk/accounts/{id}/close")
    Done close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(defaultValue = "") String reason) {
        closures.close(id, confirm, reason.strip());
        return new Done("/desk/accounts/" + id, "hosting.closure.begun");
    }

    @PostMapping("/desk/accounts/{id}/close/stop")
    Done stop(@PathVariable UUID id) {
        closures.stop(id);
        return new Done("/desk/accounts/" + id, "hosting.closure.stopped");
    }
}
