package org.batuta.accounts.web;

import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Reception;
import org.batuta.accounts.Role;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator lets somebody new into an account. The first password is typed here and never shown again. */
@Controller
@RequestMapping("/desk/accounts/{id}/people/new")
class PersonForm {

    private final Reception reception;

    PersonForm(Reception reception) {
        this.reception = reception;
    }

    /** What was typed, kept when it is refused: all but the password. */
    record Typed(String login, String name, String email, Role role) {

        Typed(@Nullable String login, @Nullable String name, @Nullable String email, @Nullable Role role) {
            this.login = login == null ? "" : login.strip();
            this.name = name == null ? "" : name.strip();
            this.email = email == null ? "" : email.strip();
            this.role = role == null ? Role.READER : role;
        }
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        return show(id, model, new Typed("", "", "", Role.OWNER));
    }

    @PostMapping
    String welcome(
            @PathVariable UUID id,
            Typed typed,
            @RequestParam(defaultValue = "") String password,
            Model model,
            RedirectAttributes after) {
        try {
            reception.welcome(id, typed.role(), typed.login(), typed.name(), typed.email(), password);
            after.addFlashAttribute("notice", "accounts.person.welcomed");
            after.addFlashAttribute("noticeArgs", List.of(typed.login()));
            return "redirect:/desk/accounts/" + id;
        } catch (Refusal refusal) {
            model.addAttribute("refusal", refusal);
            return show(id, model, typed);
        }
    }

    private String show(UUID id, Model model, Typed typed) {
        model.addAttribute("place", "accounts");
        model.addAttribute("account", reception.account(id));
        model.addAttribute("typed", typed);
        model.addAttribute("roles", Role.values());
        return "accounts/person";
    }
}
