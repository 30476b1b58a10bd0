package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.batuta.accounts.Contact;
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
    String ask(@PathVariable String token, Model model, HttpServletResponse response) {
        return shown("email", book.askedBy(token), token, model, response);
    }

    @PostMapping
    String confirm(@PathVariable String token, Model model, HttpServletResponse response) {
        return shown("confirmed", book.confirm(token), token, model, response);
    }

    private static String shown(
            String as, Optional<Contact> contact, String token, Model model, HttpServletResponse response) {
        contact.ifPresentOrElse(
                found -> model.addAttribute(as, found.email()),
                () -> response.setStatus(HttpServletResponse.SC_NOT_FOUND));
        model.addAttribute("token", token);
        return "accounts/confirm";
    }
}
