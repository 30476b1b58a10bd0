package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Reception;
import org.batuta.frame.Done;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where an administrator writes down whom an account wants written to. */
@Controller
@RequestMapping("/desk/accounts/{id}/contacts/new")
class ContactForm {

    private final Reception reception;

    ContactForm(Reception reception) {
        this.reception = reception;
    }

    record Sent(
            @NotNull Contact.Usage usage,
            String email,
            @NotNull Locale language) {

        Sent(Contact.Usage usage, @Nullable String email, Locale language) {
            this.usage = usage;
            this.email = email == null ? "" : email.strip();
            this.language = language;
        }
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("account", reception.account(id));
        model.addAttribute("usages", Contact.Usage.values());
        model.addAttribute("languages", reception.languages());
        return "accounts/contact";
    }

    @PostMapping
    Done add(@PathVariable UUID id, @Valid Sent sent) {
        reception.addContact(id, sent.usage(), sent.email(), sent.language());
        return new Done("/desk/accounts/" + id, "accounts.contact.added");
    }
}
