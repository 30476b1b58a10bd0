package org.batuta.accounts.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.AccountSection;
import org.batuta.accounts.Directory;
import org.batuta.accounts.Reception;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The accounts: a list to search in, and a page of each with all that belongs to it. */
@Controller
@RequestMapping("/desk/accounts")
class AccountPages {

    private static final int LENGTH = 25;
    private static final int LAST = 100_000;
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
        Pageable wanted = PageRequest.of(Math.min(Math.max(page, 1), LAST) - 1, LENGTH);
        model.addAttribute("place", "accounts");
        model.addAttribute("words", words);
        model.addAttribute("accounts", directory.search(words, wanted));
        return "accounts/accounts";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        Account account = directory.get(id);
        model.addAttribute("place", "accounts");
        model.addAttribute("account", account);
        model.addAttribute("people", directory.people(id));
        model.addAttribute("contacts", directory.contacts(id));
        model.addAttribute(
                "parts",
                sections.stream()
                        .map(section -> new Part(section.fragment(), section.content(id, NEWEST)))
                        .toList());
        return "accounts/account";
    }

    @PostMapping("/{id}/people/{personId}/out")
    String shutOut(@PathVariable UUID id, @PathVariable UUID personId, RedirectAttributes after) {
        reception.shutOut(id, personId);
        after.addFlashAttribute("notice", "accounts.person.shut-out");
        return "redirect:/desk/accounts/" + id;
    }

    @PostMapping("/{id}/people/{personId}/in")
    String letIn(@PathVariable UUID id, @PathVariable UUID personId, RedirectAttributes after) {
        reception.letIn(id, personId);
        after.addFlashAttribute("notice", "accounts.person.let-in");
        return "redirect:/desk/accounts/" + id;
    }
}
