package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.batuta.accounts.Reception;
import org.batuta.accounts.Role;
import org.batuta.frame.Done;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an administrator lets somebody new into an account. The first password is typed here and never shown again. */
@Controller
@RequestMapping("/desk/accounts/{id}/people/new")
class PersonForm {

    private final Reception reception;

    PersonForm(Reception reception) {
        this.reception = reception;
    }

    /** All but the password. */
    record Sent(
            String login,
            String name,
            String email,
            @NotNull Role role) {

        Sent(@Nullable String login, @Nullable String name, @Nullable String email, Role role) {
            this.login = login == null ? "" : login.strip();
            this.name = name == null ? "" : name.strip();
            this.email = email == null ? "" : email.strip();
            this.role = role;
        }
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("account", reception.account(id));
        model.addAttribute("roles", Role.values());
        return "accounts/person";
    }

    @PostMapping
    Done welcome(@PathVariable UUID id, @Valid Sent sent, @RequestParam(defaultValue = "") String password) {
        reception.welcome(id, sent.role(), sent.login(), sent.name(), sent.email(), password);
        return new Done("/desk/accounts/" + id, "accounts.person.welcomed", sent.login());
    }
}
