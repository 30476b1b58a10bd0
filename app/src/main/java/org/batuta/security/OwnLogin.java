package org.batuta.security;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Done;
import org.batuta.security.factor.SecondFactors;
import org.batuta.security.passkeys.Passkeys;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What concerns one's own login, and nobody else's: the password, and where one is logged in (A13). */
@Controller
@RequestMapping("/me")
class OwnLogin extends OwnPages {

    private final People people;
    private final Logins logins;
    private final NewPassword passwords;
    private final SecondFactors factors;
    private final Passkeys passkeys;

    OwnLogin(People people, Logins logins, NewPassword passwords, SecondFactors factors, Passkeys passkeys) {
        this.people = people;
        this.logins = logins;
        this.passwords = passwords;
        this.factors = factors;
        this.passkeys = passkeys;
    }

    /**
     * One login that goes on, as its person reads it.
     *
     * @param passkey the name of that with which it was made, empty when that is no more; none when by password
     */
    record Place(
            UUID id,
            boolean here,
            String agent,
            String said,
            String address,
            @Nullable String passkey,
            Instant begun,
            Instant used) {

        static Place of(Logins.Session session, UUID here, Map<UUID, String> passkeys) {
            UUID passkey = session.passkey();
            return new Place(
                    session.id(),
                    session.id().equals(here),
                    Agent.name(session.agent()),
                    session.agent(),
                    session.address(),
                    passkey == null ? null : passkeys.getOrDefault(passkey, ""),
                    session.begun(),
                    session.used());
        }
    }

    @GetMapping
    String page(LoggedIn login, Model model) {
        Person person = people.findById(login.getPrincipal().personId()).orElseThrow();
        model.addAttribute("person", person);
        model.addAttribute("factor", factors.of(person.id()));
        Map<UUID, String> names =
                passkeys.of(person.id()).stream().collect(Collectors.toMap(Passkeys.Shown::id, Passkeys.Shown::name));
        model.addAttribute("passkeys", names.size());
        model.addAttribute(
                "places",
                logins.of(person).stream()
                        .map(session -> Place.of(session, login.session(), names))
                        .toList());
        return "security/me";
    }

    @GetMapping("/password")
    String password() {
        return "security/password";
    }

    @PostMapping("/password")
    Done change(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String password,
            LoggedIn login) {
        passwords.change(login, present, password);
        return new Done("/me", "security.password.changed");
    }

    @PostMapping("/logins/{id}/end")
    Done end(@PathVariable UUID id, LoggedIn login) {
        logins.end(login.getPrincipal().personId(), id);
        return new Done("/me", "security.me.ended");
    }

    @PostMapping("/logins/end-others")
    Done endOthers(LoggedIn login) {
        logins.endOthers(login.getPrincipal().personId(), login.session());
        return new Done("/me", "security.me.others-ended");
    }
}
