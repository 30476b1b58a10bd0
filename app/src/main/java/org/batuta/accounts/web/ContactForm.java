package org.batuta.accounts.web;

import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Reception;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator writes down whom an account wants written to. */
@Controller
@RequestMapping("/desk/accounts/{id}/contacts/new")
class ContactForm {

    private final Reception reception;

    ContactForm(Reception reception) {
        this.reception = reception;
    }

    /** What was typed, kept when it is refused. */
    record Typed(Contact.Usage usage, String email, Locale language) {

        Typed(Contact.@Nullable Usage usage, @Nullable String email, @Nullable Locale language) {
            this.usage = usage == null ? Contact.Usage.SUPPORT : usage;
            this.email = email == null ? "" : email.strip();
            this.language = language == null ? Locale.ENGLISH : language;
        }
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        Account account = reception.account(id);
        return show(account, model, new Typed(Contact.Usage.TECHNICAL, "", account.language()));
    }

    @PostMapping
    String add(@PathVariable UUID id, Typed typed, Model model, RedirectAttributes after) {
        try {
            reception.addContact(id, typed.usage(), typed.email(), typed.language());
            after.addFlashAttribute("notice", "accounts.contact.added");
            return "redirect:/desk/accounts/" + id;
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(reception.account(id), model, typed);
        }
    }

    private String show(Account account, Model model, Typed typed) {
        model.addAttribute("place", "accounts");
        model.addAttribute("account", account);
        model.addAttribute("typed", typed);
        model.addAttribute("usages", Contact.Usage.values());
        model.addAttribute("languages", reception.languages());
        return "accounts/contact";
    }
}
