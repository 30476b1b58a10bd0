package org.batuta.accounts.web;

import java.util.UUID;
import org.batuta.accounts.Reception;
import org.batuta.accounts.Role;
import org.batuta.frame.Done;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where an administrator gives somebody who can log in already a role on an account, or another one. */
@Controller
@RequestMapping("/desk/accounts/{id}/roles/new")
class RoleForm {

    private final Reception reception;

    RoleForm(Reception reception) {
        this.reception = reception;
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("account", reception.account(id));
        model.addAttribute("roles", Role.values());
        return "accounts/role";
    }

    @PostMapping
    Done give(@PathVariable UUID id, @RequestParam(defaultValue = "") String member, @RequestParam Role role) {
        reception.giveRole(id, member.strip(), role);
        return new Done("/desk/accounts/" + id, "accounts.role.given", member.strip());
    }
}
