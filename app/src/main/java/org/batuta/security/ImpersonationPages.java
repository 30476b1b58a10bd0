package org.batuta.security;

import java.util.UUID;
import org.batuta.accounts.Impersonation;
import org.batuta.frame.Done;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way of the staff into a customer's portal, and one click back (A10). */
@Controller
class ImpersonationPages {

    private final Impersonation impersonation;

    ImpersonationPages(Impersonation impersonation) {
        this.impersonation = impersonation;
    }

    @PostMapping("/desk/people/{id}/impersonate")
    String begin(@PathVariable UUID id, LoggedIn login) {
        impersonation.begin(login.session(), id);
        return "redirect:/";
    }

    /** Whoever acts in nobody's name has nothing to allow, as after the way back on another page: they are led home. */
    @GetMapping("/impersonation")
    String page(LoggedIn login, Model model) {
        if (!login.isInNameOfSomebody()) {
            return "redirect:/";
        }
        model.addAttribute("place", "impersonation");
        model.addAttribute("minutes", Impersonation.RAISED.toMinutes());
        return "security/impersonation";
    }

    @PostMapping("/impersonation")
    Done raise(@RequestParam(defaultValue = "") String reason, LoggedIn login) {
        impersonation.raise(login.session(), reason);
        return new Done("/", "security.impersonation.raised", Impersonation.RAISED.toMinutes());
    }

    @PostMapping("/impersonation/end")
    String end(LoggedIn login) {
        return "redirect:/desk/people/" + impersonation.end(login.session());
    }
}
