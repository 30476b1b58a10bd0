package org.batuta.security;

import java.util.UUID;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Throttle;
import org.batuta.kernel.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Asks somebody who is logged in for the password once more, so that a screen left open does not give the login away. */
@Component
class PresentPassword {

    private static final int LONGEST = 200;

    private final People people;
    private final PasswordEncoder passwords;
    private final Throttle throttle;

    PresentPassword(People people, PasswordEncoder passwords, Throttle throttle) {
        this.people = people;
        this.passwords = passwords;
        this.throttle = throttle;
    }

    /**
     * The person, when this is the password.
     *
     * @throws Refusal at {@code field} when it is not, or after too many that were not
     */
    Person require(UUID personId, String password, String field) {
        Person person = people.findById(personId).orElseThrow();
        if (throttle.refusesPresent(person.login())) {
            throw Refusal.at(field, "password.wait");
        }
        if (password.length() > LONGEST || !passwords.matches(password, person.passwordHash())) {
            throttle.failedPresent(person.login());
            throw Refusal.at(field, "password.wrong");
        }
        throttle.succeededPresent(person.login());
        return person;
    }
}
