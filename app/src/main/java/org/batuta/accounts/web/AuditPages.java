package org.batuta.accounts.web;

import java.time.Clock;
import java.util.UUID;
import org.batuta.accounts.ContactBook;
import org.batuta.accounts.History;
import org.batuta.audit.Chain;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was done by whom: all of it at the desk, and that of an account for its owners. */
@Controller
class AuditPages {

    private final History history;
    private final ContactBook book;
    private final Clock clock;

    AuditPages(History history, ContactBook book, Clock clock) {
        this.history = history;
        this.book = book;
        this.clock = clock;
    }

    @GetMapping("/desk/audit")
    String all(AuditFilter filter, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("place", "audit");
        model.addAttribute("filter", filter);
        model.addAttribute("types", AuditFilter.TYPES);
        model.addAttribute("times", AuditFilter.TIMES.keySet());
        model.addAttribute("entries", history.search(filter.search(clock.instant()), Pages.at(page)));
        return "accounts/audit";
    }

    @PostMapping("/desk/audit/verify")
    Done verify() {
        Chain.Verified verified = history.verify();
        return new Done("/desk/audit", "accounts.audit.verified", verified.links(), String.valueOf(verified.head()));
    }

    @GetMapping("/accounts/{id}/audit")
    String ofAccount(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID object,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        AuditFilter filter = new AuditFilter(id, null, object, null, null, null, null);
        model.addAttribute("place", "accounts");
        model.addAttribute("entries", history.search(filter.search(clock.instant()), Pages.at(page)));
        model.addAttribute("account", book.account(id));
        model.addAttribute("object", object);
        return "accounts/audit-of-account";
    }
}
