package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import org.batuta.accounts.Account;
import org.batuta.accounts.Reception;
import org.batuta.frame.Done;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where an administrator opens an account. */
@Controller
@RequestMapping("/desk/accounts/new")
class OpeningForm {

    private final Reception reception;

    OpeningForm(Reception reception) {
        this.reception = reception;
    }

    record Sent(
            @NotBlank String name,
            @NotNull Account.Kind kind,
            @NotNull Locale language) {

        Sent(@Nullable String name, Account.Kind kind, Locale language) {
            this.name = name == null ? "" : name.strip();
            this.kind = kind;
            this.language = language;
        }
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String form(Model model) {
        model.addAttribute("kinds", Account.Kind.values());
        model.addAttribute("languages", reception.languages());
        return "accounts/open";
    }

    @PostMapping
    Done open(@Valid Sent sent) {
        Account account = reception.open(sent.name(), sent.kind(), sent.language());
        return new Done(
                "/desk/accounts/" + account.id(),
                "accounts.account.opened",
                account.name(),
                Long.toString(account.number()));
    }
}
