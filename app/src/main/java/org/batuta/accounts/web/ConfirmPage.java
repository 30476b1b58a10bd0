package org.batuta.accounts.web;

import org.batuta.accounts.ContactBook;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Where whoever reads an address says so, by a link in a letter and without a login. Opening the page changes nothing:
 * mail programs and filters open links by themselves.
 */
@Controller
@RequestMapping("/contacts/confirm/{token}")
class ConfirmPage {

    private final ContactBook book;

    ConfirmPage(ContactBook book) {
        this.book = book;
    }

    @GetMapping
    String ask(@PathVariable String token, Model model) {
        book.askedBy(token).ifPresent(contact -> model.addAttribute("email", contact.email()));
        model.addAttribute("token", token);
        return "accounts/confirm";
    }

    @PostMapping
    String confirm(@PathVariable String token, Model model) {
        book.confirm(token).ifPresent(contact -> model.addAttribute("confirmed", contact.email()));
        model.addAttribute("token", token);
        return "accounts/confirm";
    }
}
