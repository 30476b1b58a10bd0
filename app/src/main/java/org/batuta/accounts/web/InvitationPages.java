package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.batuta.accounts.Account;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Invitations;
import org.batuta.accounts.Invitations.Asked;
import org.batuta.frame.Done;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the link of an invitation leads: whoever is logged in joins with that login; whoever is not makes one, or logs in
 * first, for which {@code /join} is the page that asks for a login. Opening a page changes nothing.
 */
@Controller
@RequestMapping("/invitation/{token}")
class InvitationPages {

    private final Invitations invitations;

    InvitationPages(Invitations invitations) {
        this.invitations = invitations;
    }

    record Sent(String login, String name) {

        Sent(@Nullable String login, @Nullable String name) {
            this.login = login == null ? "" : login.strip();
            this.name = name == null ? "" : name.strip();
        }
    }

    @GetMapping({"", "/join"})
    String page(@PathVariable String token, @AuthenticationPrincipal @Nullable Acting acting, Model model) {
        Asked asked = asked(token);
        model.addAttribute("token", token);
        model.addAttribute("asked", asked);
        model.addAttribute("acting", acting);
        model.addAttribute(
                "belongs",
                acting != null && acting.roles().containsKey(asked.account().id()));
        return "accounts/invitation";
    }

    /** Who is logged in is not asked for another login. */
    @PostMapping
    String joinNew(
            @PathVariable String token,
            @AuthenticationPrincipal @Nullable Acting acting,
            Sent sent,
            @RequestParam(defaultValue = "") String password) {
        asked(token);
        if (acting == null) {
            invitations.joinNew(token, sent.login(), sent.name(), password);
        }
        return "redirect:" + (acting == null ? "/login?joined" : "/invitation/" + token);
    }

    @PostMapping("/join")
    Done join(@PathVariable String token) {
        Account account = invitations.join(token);
        return new Done("/accounts/" + account.id(), "accounts.invitation.joined", account.name());
    }

    /** Whatever the reason is: whoever tries links learns nothing from the answer. */
    @ExceptionHandler(NotFound.class)
    String gone(HttpServletResponse answer) {
        answer.setStatus(HttpServletResponse.SC_GONE);
        return "accounts/invitation-gone";
    }

    private Asked asked(String token) {
        Optional<Asked> asked = invitations.look(token);
        return asked.orElseThrow(() -> new NotFound("invitation", "of a link"));
    }
}
