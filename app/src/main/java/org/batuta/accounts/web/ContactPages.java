package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.UUID;
import org.batuta.accounts.Contact;
import org.batuta.accounts.ContactBook;
import org.batuta.frame.Done;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where an account's owners, and administrators at the desk, say whom to write to. */
@Controller
@RequestMapping({"/accounts/{id}/contacts", "/desk/accounts/{id}/contacts"})
class ContactPages {

    private final ContactBook book;

    ContactPages(ContactBook book) {
        this.book = book;
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

    @ModelAttribute("base")
    String base(HttpServletRequest request, @PathVariable UUID id) {
        return AccountPath.of(request, id);
    }

    @ModelAttribute("door")
    String door(HttpServletRequest request) {
        return AccountPath.door(request);
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping("/new")
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("account", book.toAddTo(id));
        model.addAttribute("usages", Contact.Usage.values());
        model.addAttribute("languages", book.languages());
        return "accounts/contact";
    }

    @PostMapping("/new")
    Done add(@PathVariable UUID id, @ModelAttribute("base") String base, @Valid Sent sent) {
        book.add(id, sent.usage(), sent.email(), sent.language());
        boolean asked = sent.usage() == Contact.Usage.EMERGENCY;
        return new Done(base, asked ? "accounts.contact.asked" : "accounts.contact.added", sent.email());
    }

    @PostMapping("/{contactId}/ask")
    Done ask(@PathVariable UUID id, @ModelAttribute("base") String base, @PathVariable UUID contactId) {
        book.askAgain(id, contactId);
        return new Done(base, "accounts.contact.asked-again");
    }

    @PostMapping("/{contactId}/remove")
    Done remove(@PathVariable UUID id, @ModelAttribute("base") String base, @PathVariable UUID contactId) {
        book.remove(id, contactId);
        return new Done(base, "accounts.contact.removed");
    }
}
