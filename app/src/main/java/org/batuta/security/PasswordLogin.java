package org.batuta.security;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Compares login name and password. An unknown name, a disabled person and a wrong password get the same answer after
 * the same work, so that nobody learns which names exist.
 */
@Component
class PasswordLogin implements AuthenticationProvider {

    private static final int LONGEST = 200;

    private final People people;
    private final Logins logins;
    private final PasswordEncoder passwords;
    private final Throttle throttle;
    private final String nobodysHash;

    PasswordLogin(People people, Logins logins, PasswordEncoder passwords, Throttle throttle) {
        this.people = people;
        this.logins = logins;
        this.passwords = passwords;
        this.throttle = throttle;
        this.nobodysHash = passwords.encode(UUID.randomUUID().toString());
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String login = attempt.getName().strip().toLowerCase(Locale.ROOT);
        String address = address(attempt);
        if (throttle.refuses(login, address)) {
            throw new LockedException("too many wrong passwords");
        }
        Person person = person(login, String.valueOf(attempt.getCredentials())).orElseThrow(() -> {
            throttle.failed(login, address);
            return new BadCredentialsException("wrong login or password");
        });
        throttle.succeeded(login);
        UUID session = logins.begin(person, address);
        return new LoggedIn(session, logins.find(session).orElseThrow());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }

    private Optional<Person> person(String login, String password) {
        if (login.length() > LONGEST || password.length() > LONGEST || login.indexOf(0) >= 0) {
            return Optional.empty();
        }
        Optional<Person> person = people.findByLogin(login).filter(known -> !known.isDisabled());
        boolean right =
                passwords.matches(password, person.map(Person::passwordHash).orElse(nobodysHash));
        return person.filter(known -> right);
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
