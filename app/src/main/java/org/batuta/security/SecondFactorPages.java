package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Done;
import org.batuta.security.factor.SecondFactors;
import org.batuta.security.factor.SecondFactors.Setup;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.RequestContextUtils;

/** One's own second factor: set up with an app, turned on with its first code, turned off with the password (A07). */
@Controller
@RequestMapping("/me/second-factor")
class SecondFactorPages extends OwnPages {

    private static final String HOME = "/me/second-factor";

    private final People people;
    private final Logins logins;
    private final SecondFactors factors;
    private final PresentPassword present;

    SecondFactorPages(People people, Logins logins, SecondFactors factors, PresentPassword present) {
        this.people = people;
        this.logins = logins;
        this.factors = factors;
        this.present = present;
    }

    @GetMapping
    String page(LoggedIn login, Model model) {
        model.addAttribute("factor", factors.of(login.getPrincipal().personId()));
        return "security/second-factor";
    }

    @GetMapping("/begin")
    String begin() {
        return "security/second-factor-begin";
    }

    @PostMapping("/begin")
    String begin(@RequestParam(name = "present", defaultValue = "") String password, LoggedIn login) {
        factors.begin(require(login, password));
        return "redirect:" + HOME + "/app";
    }

    /** Shows the secret, so only while no code of it was seen. */
    @GetMapping("/app")
    String app(LoggedIn login, Model model) {
        Setup setup = factors.setup(person(login)).orElse(null);
        if (setup == null) {
            return "redirect:" + HOME;
        }
        model.addAttribute("setup", setup);
        return "security/second-factor-app";
    }

    @PostMapping("/app")
    Done confirm(@RequestParam(defaultValue = "") String code, LoggedIn login, HttpServletRequest request) {
        List<String> codes = factors.confirm(person(login), code);
        logins.endOthers(login.getPrincipal().personId(), login.session());
        return showing(codes, request, "security.second-factor.is-on");
    }

    @GetMapping("/codes")
    String codes() {
        return "security/second-factor-codes";
    }

    @PostMapping("/codes")
    Done codes(
            @RequestParam(name = "present", defaultValue = "") String password,
            LoggedIn login,
            HttpServletRequest request) {
        return showing(factors.newRecoveryCodes(require(login, password)), request, "security.second-factor.new-codes");
    }

    @GetMapping("/end")
    String end() {
        return "security/second-factor-end";
    }

    @PostMapping("/end")
    Done end(@RequestParam(name = "present", defaultValue = "") String password, LoggedIn login) {
        factors.end(require(login, password));
        return new Done(HOME, "security.second-factor.is-off");
    }

    /** The codes go to the next page that this session shows, and are nowhere after that. */
    private static Done showing(List<String> codes, HttpServletRequest request, String said) {
        RequestContextUtils.getOutputFlashMap(request).put("codes", codes);
        return new Done(HOME, said);
    }

    private Person require(LoggedIn login, String password) {
        return present.require(login.getPrincipal().personId(), password, "present");
    }

    private Person person(LoggedIn login) {
        return people.findById(login.getPrincipal().personId()).orElseThrow();
    }
}
