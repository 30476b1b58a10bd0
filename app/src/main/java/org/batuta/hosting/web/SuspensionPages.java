package org.batuta.hosting.web;

import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Reception;
import org.batuta.frame.Done;
import org.batuta.hosting.Request;
import org.batuta.hosting.Suspensions;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where administrators suspend and resume: an account with all it has, or one service. */
@Controller
class SuspensionPages {

    private static final PageRequest NEWEST = PageRequest.of(0, 20);

    private final Suspensions suspensions;
    private final Reception reception;

    SuspensionPages(Suspensions suspensions, Reception reception) {
        this.suspensions = suspensions;
        this.reception = reception;
    }

    @GetMapping("/desk/accounts/{id}/suspend")
    String form(@PathVariable UUID id, Model model) {
        Account account = reception.account(id);
        model.addAttribute("place", "accounts");
        model.addAttribute("account", account);
        model.addAttribute("working", suspensions.working(id));
        return "hosting/suspend";
    }

    @PostMapping("/desk/accounts/{id}/suspend")
    Done suspend(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason) {
        suspensions.suspend(id, reason.strip());
        return new Done("/desk/accounts/" + id, "hosting.suspension.suspended");
    }

    @PostMapping("/desk/accounts/{id}/resume")
    Done resume(@PathVariable UUID id) {
        suspensions.resume(id);
        return new Done("/desk/accounts/" + id, "hosting.suspension.resumed");
    }

    @PostMapping("/services/{id}/suspend")
    Done suspendService(@PathVariable UUID id) {
        Request request = suspensions.suspendService(id);
        return new Done("/requests/" + request.id(), "hosting.asked");
    }

    @PostMapping("/services/{id}/resume")
    Done resumeService(@PathVariable UUID id) {
        Request request = suspensions.resumeService(id);
        return new Done("/requests/" + request.id(), "hosting.asked");
    }

    /** What the form of the task shows. */
    @GetMapping("/desk/evidence/suspensions/{accountId}")
    String evidence(@PathVariable UUID accountId, Model model) {
        model.addAttribute("progress", suspensions.asked(accountId, NEWEST));
        return "hosting/suspension :: evidence";
    }
}
