package org.batuta.accounts.web;

import static org.batuta.accounts.Permission.MANAGE_TEAM;
import static org.batuta.accounts.Permission.SEE_AUDIT;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Acting;
import org.batuta.accounts.ContactBook;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The customer's own accounts in the portal: what they are, and whom we write to. */
@Controller
@RequestMapping("/accounts")
class OwnAccountPages {

    private final ContactBook book;

    OwnAccountPages(ContactBook book) {
        this.book = book;
    }

    @GetMapping
    String list(Model model) {
        List<Account> mine = book.mine();
        if (mine.size() == 1) {
            return "redirect:/accounts/" + mine.get(0).id();
        }
        model.addAttribute("place", "accounts");
        model.addAttribute("accounts", mine);
        return "accounts/own-accounts";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        model.addAttribute("place", "accounts");
        model.addAttribute("account", book.account(id));
        model.addAttribute("contacts", book.of(id));
        model.addAttribute("base", "/accounts/" + id);
        model.addAttribute("manages", Acting.currentMay(MANAGE_TEAM, id));
        model.addAttribute("audit", Acting.currentMay(SEE_AUDIT, id) ? "/accounts/" + id + "/audit" : null);
        return "accounts/own-account";
    }
}
