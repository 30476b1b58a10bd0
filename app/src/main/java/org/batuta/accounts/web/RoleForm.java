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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an administrator gives somebody who can log in already a role on an account, or another one. */
@Controller
@RequestMapping("/desk/accounts/{id}/roles/new")
class RoleForm {

    private final Reception reception;

    RoleForm(Reception reception) {
        this.reception = reception;
    }

    /** What was typed, kept when it is refused. */
    record Typed(String member, Role role) {

        Typed(@Nullable String member, @Nullable Role role) {
            this.member = member == null ? "" : member.strip();
            this.role = role == null ? Role.READER : role;
        }
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        return show(id, model, new Typed("", Role.TECHNICAL));
    }

    @PostMapping
    String give(@PathVariable UUID id, Typed typed, Model model, RedirectAttributes after) {
        try {
            reception.giveRole(id, typed.member(), typed.role());
            after.addFlashAttribute("notice", "accounts.role.given");
            after.addFlashAttribute("noticeArgs", List.of(typed.member()));
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
        return "accounts/role";
    }
}
