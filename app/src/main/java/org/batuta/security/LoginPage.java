package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import org.batuta.security.passkeys.Passkeys;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The pages that everybody may see: where the password is asked for, and then the code; or a passkey. */
@Controller
class LoginPage {

    private final CodeLogin codes;
    private final PasskeyLogin login;
    private final Passkeys passkeys;

    LoginPage(CodeLogin codes, PasskeyLogin login, Passkeys passkeys) {
        this.codes = codes;
        this.login = login;
        this.passkeys = passkeys;
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    @GetMapping("/login/code")
    String code(HttpServletRequest request) {
        return codes.isWanted(request) ? "security/code" : "redirect:/login";
    }

    /** Asked by the script of the page when somebody wants to use a passkey; the same for everybody. */
    @PostMapping(path = "/login/passkey/challenge", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    String challenge(HttpServletRequest request) {
        return passkeys.askedToOpen(login.begin(request));
    }
}
