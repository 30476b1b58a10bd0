package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.batuta.accounts.Person;
import org.batuta.kernel.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For whoever cannot log in: asks for a link, and chooses a new password where it leads (A30). */
@Controller
@RequestMapping("/login")
class ForgottenPages {

    private final NewPassword passwords;

    ForgottenPages(NewPassword passwords) {
        this.passwords = passwords;
    }

    @GetMapping("/forgotten")
    String form() {
        return "security/forgotten";
    }

    @PostMapping("/forgotten")
    String send(@RequestParam(defaultValue = "") String who, HttpServletRequest call) {
        passwords.sendLink(who, call.getRemoteAddr());
        return "redirect:/login?sent";
    }

    @GetMapping("/reset/{token}")
    String choose(@PathVariable String token, Model model, HttpServletResponse answer) {
        Optional<Person> person = passwords.find(token);
        if (person.isEmpty()) {
            answer.setStatus(HttpServletResponse.SC_GONE);
            return "security/link-gone";
        }
        model.addAttribute("login", person.get().login());
        model.addAttribute("token", token);
        return "security/reset";
    }

    @PostMapping("/reset/{token}")
    String set(
            @PathVariable String token, @RequestParam(defaultValue = "") String password, HttpServletResponse answer) {
        try {
            passwords.setByLink(token, password);
            return "redirect:/login?reset";
        } catch (NotFound gone) {
            answer.setStatus(HttpServletResponse.SC_GONE);
            return "security/link-gone";
        }
    }
}
