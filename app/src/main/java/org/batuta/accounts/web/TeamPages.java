package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.batuta.accounts.Role;
import org.batuta.accounts.Team;
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

/** Where an account's owners see and say who belongs to it. */
@Controller
@RequestMapping("/accounts/{id}/team")
class TeamPages {

    private final Team team;

    TeamPages(Team team) {
        this.team = team;
    }

    record Sent(String email, @NotNull Role role) {

        Sent(@Nullable String email, Role role) {
            this.email = email == null ? "" : email.strip();
            this.role = role;
        }
    }

    @ModelAttribute("place")
    String place() {
        return "accounts";
    }

    @GetMapping
    String page(@PathVariable UUID id, Model model) {
        model.addAttribute("account", team.account(id));
        model.addAttribute("members", team.of(id));
        model.addAttribute("invitations", team.invitations(id));
        return "accounts/team";
    }

    @GetMapping("/new")
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("account", team.account(id));
        model.addAttribute("roles", Role.values());
        return "accounts/invite";
    }

    @PostMapping("/new")
    Done invite(@PathVariable UUID id, @Valid Sent sent) {
        team.invite(id, sent.email(), sent.role());
        return new Done(home(id), "accounts.team.invited", sent.email());
    }

    @PostMapping("/invitations/{invitationId}/withdraw")
    Done withdraw(@PathVariable UUID id, @PathVariable UUID invitationId) {
        team.withdraw(id, invitationId);
        return new Done(home(id), "accounts.team.withdrawn");
    }

    @GetMapping("/{memberId}/role")
    String member(@PathVariable UUID id, @PathVariable UUID memberId, Model model) {
        model.addAttribute("account", team.account(id));
        model.addAttribute("member", team.member(id, memberId));
        model.addAttribute("roles", Role.values());
        return "accounts/member";
    }

    @PostMapping("/{memberId}/role")
    Done changeRole(@PathVariable UUID id, @PathVariable UUID memberId, @RequestParam Role role) {
        team.changeRole(id, memberId, role);
        return new Done(home(id), "accounts.team.role-changed");
    }

    @PostMapping("/{memberId}/take-out")
    Done takeOut(@PathVariable UUID id, @PathVariable UUID memberId) {
        team.takeOut(id, memberId);
        return new Done(home(id), "accounts.team.taken-out");
    }

    private static String home(UUID account) {
        return "/accounts/" + account + "/team";
    }
}
