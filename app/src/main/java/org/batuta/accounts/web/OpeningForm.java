package org.batuta.accounts.web;

import java.util.List;
import java.util.Locale;
import org.batuta.accounts.Account;
import org.batuta.accounts.Reception;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator opens an account. */
@Controller
@RequestMapping("/desk/accounts/new")
class OpeningForm {

    private final Reception reception;

    OpeningForm(Reception reception) {
        this.reception = reception;
    }

    /** What was typed, kept when it is refused. */
    record Typed(String name, Account.Kind kind, Locale language) {

        Typed(@Nullable String name, Account.@Nullable Kind kind, @Nullable Locale language) {
            this.name = name == null ? "" : name.strip();
            this.kind = kind == null ? Account.Kind.COMPANY : kind;
            this.language = language == null ? Locale.ENGLISH : language;
        }
    }

    @GetMapping
    String form(Model model) {
        return show(
                model, new Typed("", Account.Kind.COMPANY, reception.languages().get(0)));
    }

    @PostMapping
    String open(Typed typed, Model model, RedirectAttributes after) {
        try {
            Account account = reception.open(typed.name(), typed.kind(), typed.language());
            after.addFlashAttribute("notice", "accounts.account.opened");
            after.addFlashAttribute("noticeArgs", List.of(account.name(), Long.toString(account.number())));
            return "redirect:/desk/accounts/" + account.id();
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(model, typed);
        }
    }

    private String show(Model model, Typed typed) {
        model.addAttribute("place", "accounts");
        model.addAttribute("typed", typed);
        model.addAttribute("kinds", Account.Kind.values());
        model.addAttribute("languages", reception.languages());
        return "accounts/open";
    }
}
