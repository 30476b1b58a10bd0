package org.batuta.security;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Throttle;
import org.batuta.kernel.PlainText;
import org.batuta.security.factor.SecondFactors;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Compares login name and password. An unknown name, a disabled person and a wrong password get the same answer after
 * the same work, so that nobody learns which names exist. Who has a second factor is asked for it then.
 */
@Component
class PasswordLogin implements AuthenticationProvider {

    private static final int LONGEST = 200;

    private final People people;
    private final Logins logins;
    private final PasswordEncoder passwords;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final String nobodysHash;

    PasswordLogin(People people, Logins logins, PasswordEncoder passwords, SecondFactors factors, Throttle throttle) {
        this.people = people;
        this.logins = logins;
        this.passwords = passwords;
        this.factors = factors;
        this.throttle = throttle;
        this.nobodysHash = passwords.encode(UUID.randomUUID().toString());
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String login = login(attempt);
        Caller caller = Caller.of(attempt);
        if (throttle.refuses(login, caller.address(), logins.knows(login, caller.address()))) {
            throw new LockedException("too many wrong passwords");
        }
        Person person = person(login, String.valueOf(attempt.getCredentials())).orElseThrow(() -> {
            throttle.failed(login, caller.address());
            return new BadCredentialsException("wrong login or password");
        });
        throttle.succeeded(login, caller.address());
        if (factors.isOn(person.id())) {
            throw new CodeWanted(person);
        }
        UUID session = logins.begin(person, caller.address(), caller.agent());
        return new LoggedIn(session, logins.find(session).orElseThrow());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }

    /** What cannot be anybody's login name is nobody's. */
    private static String login(Authentication attempt) {
        String login = attempt.getName().strip().toLowerCase(Locale.ROOT);
        return login.length() <= LONGEST && PlainText.canBeKept(login) ? login : "";
    }

    private Optional<Person> person(String login, String password) {
        if (password.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Person> person = people.findByLogin(login).filter(known -> !known.isDisabled());
        boolean right =
                passwords.matches(password, person.map(Person::passwordHash).orElse(nobodysHash));
        return person.filter(known -> right);
    }
}
