package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.frame.Throttle;
import org.batuta.security.factor.SecondFactors;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** The second half of a login: the code that the person's app shows, or a recovery code. */
@Component
class CodeLogin {

    private final People people;
    private final Logins logins;
    private final SecondFactors factors;
    private final Throttle throttle;
    private final Clock clock;

    CodeLogin(People people, Logins logins, SecondFactors factors, Throttle throttle, Clock clock) {
        this.people = people;
        this.logins = logins;
        this.factors = factors;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** Whether the password was right, a short time ago. */
    boolean isWanted(HttpServletRequest request) {
        return HalfLogin.of(request, clock.instant()).isPresent();
    }

    void begin(HttpServletRequest request, CodeWanted wanted) {
        HalfLogin.begin(request, wanted, clock.instant());
    }

    Authentication attempt(HttpServletRequest request) {
        Person person = HalfLogin.of(request, clock.instant())
                .flatMap(this::person)
                .orElseThrow(() -> new CredentialsExpiredException("the password is too long ago"));
        if (throttle.refusesPresent(person.login())) {
            throw new LockedException("too many wrong codes");
        }
        String code = Optional.ofNullable(request.getParameter("code")).orElse("");
        if (!factors.accepts(person.id(), code)) {
            throttle.failedPresent(person.login());
            throw new BadCredentialsException("wrong code");
        }
        throttle.succeededPresent(person.login());
        Caller caller = new Caller(request);
        UUID session = logins.begin(person, caller.address(), caller.agent());
        return new LoggedIn(session, logins.find(session).orElseThrow());
    }

    static String pageAfter(AuthenticationException failure) {
        if (failure instanceof BadCredentialsException) {
            return "/login/code?wrong";
        }
        return failure instanceof LockedException ? "/login?wait" : "/login?late";
    }

    private Optional<Person> person(HalfLogin half) {
        return people.findById(half.personId())
                .filter(person -> !person.isDisabled())
                .filter(person -> person.passwordHash().equals(half.passwordHash()));
    }
}
