package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The pages that everybody may see: where the password is asked for, and then the code. */
@Controller
class LoginPage {

    private final CodeLogin codes;

    LoginPage(CodeLogin codes) {
        this.codes = codes;
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/login/code")
    String code(HttpServletRequest request) {
        return codes.isWanted(request) ? "security/code" : "redirect:/login";
    }
}
