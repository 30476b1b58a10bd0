package org.batuta.accounts.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.AccountSection;
import org.batuta.accounts.Directory;
import org.batuta.accounts.Reception;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The accounts: a list to search in, and a page of each with all that belongs to it. */
@Controller
@RequestMapping("/desk/accounts")
class AccountPages {

    private static final Pageable NEWEST = PageRequest.of(0, 10);

    private final Directory directory;
    private final Reception reception;
    private final List<AccountSection> sections;

    AccountPages(Directory directory, Reception reception, List<AccountSection> sections) {
        this.directory = directory;
        this.reception = reception;
        this.sections = sections;
    }

    /** A part of the page that another module contributes. */
    record Part(String fragment, Object content) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String words, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("place", "accounts");
        model.addAttribute("words", words);
        model.addAttribute("accounts", directory.search(words, Pages.at(page)));
        return "accounts/accounts";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        Account account = directory.get(id);
        model.addAttribute("place", "accounts");
        model.addAttribute("account", account);
        model.addAttribute("people", directory.people(id));
        model.addAttribute("contacts", directory.contacts(id));
        model.addAttribute("base", "/desk/accounts/" + id);
        model.addAttribute(
                "parts",
                sections.stream()
                        .map(section -> new Part(section.fragment(), section.content(id, NEWEST)))
                        .toList());
        return "accounts/account";
    }

    @PostMapping("/{id}/people/{personId}/out")
    Done shutOut(@PathVariable UUID id, @PathVariable UUID personId) {
        reception.shutOut(id, personId);
        return new Done("/desk/accounts/" + id, "accounts.person.shut-out");
    }

    @PostMapping("/{id}/people/{personId}/in")
    Done letIn(@PathVariable UUID id, @PathVariable UUID personId) {
        reception.letIn(id, personId);
        return new Done("/desk/accounts/" + id, "accounts.person.let-in");
    }
}
