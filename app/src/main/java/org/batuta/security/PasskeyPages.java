package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Done;
import org.batuta.kernel.Refusal;
import org.batuta.security.passkeys.Passkeys;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own passkeys: which there are, another one after the present password, its name, and its end (A08). */
@Controller
@RequestMapping("/me/passkeys")
class PasskeyPages extends OwnPages {

    private static final String HOME = "/me/passkeys";
    private static final String PURPOSE = "new passkey";

    private final People people;
    private final Passkeys passkeys;
    private final PresentPassword present;
    private final Clock clock;

    PasskeyPages(People people, Passkeys passkeys, PresentPassword present, Clock clock) {
        this.people = people;
        this.passkeys = passkeys;
        this.present = present;
        this.clock = clock;
    }

    @GetMapping
    String list(LoggedIn login, Model model) {
        model.addAttribute("passkeys", passkeys.of(id(login)));
        return "security/passkeys";
    }

    @GetMapping("/new")
    String form() {
        return "security/passkey-new";
    }

    @PostMapping("/new")
    String begin(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "present", defaultValue = "") String password,
            LoggedIn login,
            HttpServletRequest request) {
        passkeys.requireRoomFor(id(login), name.strip());
        present.require(id(login), password, "present");
        NewPasskey.begin(request, id(login), name.strip(), clock.instant());
        return "redirect:" + HOME + "/make";
    }

    /** Where the browser makes it; each time it is asked with another challenge. */
    @GetMapping("/make")
    String make(LoggedIn login, HttpServletRequest request, Model model) {
        Instant now = clock.instant();
        NewPasskey begun = NewPasskey.of(request, id(login), now).orElse(null);
        if (begun == null) {
            return "redirect:" + HOME + "/new";
        }
        model.addAttribute("name", begun.name());
        model.addAttribute("asked", passkeys.askedToMake(person(login), Challenge.make(request, PURPOSE, now)));
        return "security/passkey-make";
    }

    @PostMapping("/make")
    Done make(@RequestParam(defaultValue = "") String answer, LoggedIn login, HttpServletRequest request) {
        Instant now = clock.instant();
        NewPasskey begun = NewPasskey.of(request, id(login), now).orElseThrow(PasskeyPages::tooLate);
        String challenge = Challenge.take(request, PURPOSE, now).orElseThrow(PasskeyPages::tooLate);
        passkeys.add(person(login), begun.name(), challenge, answer);
        NewPasskey.end(request);
        return new Done(HOME, "security.passkeys.added", begun.name());
    }

    @GetMapping("/{id}/rename")
    String rename(@PathVariable UUID id, LoggedIn login, Model model) {
        model.addAttribute("passkey", passkeys.get(id(login), id));
        return "security/passkey-rename";
    }

    @PostMapping("/{id}/rename")
    Done rename(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, LoggedIn login) {
        passkeys.rename(id(login), id, name.strip());
        return new Done(HOME, "security.passkeys.renamed", name.strip());
    }

    @PostMapping("/{id}/remove")
    Done remove(@PathVariable UUID id, LoggedIn login) {
        passkeys.remove(id(login), id, login.session());
        return new Done(HOME, "security.passkeys.removed");
    }

    private static Refusal tooLate() {
        return Refusal.at("", "passkeys.late");
    }

    private Person person(LoggedIn login) {
        return people.findById(id(login)).orElseThrow();
    }

    private static UUID id(LoggedIn login) {
        return login.getPrincipal().personId();
    }
}
