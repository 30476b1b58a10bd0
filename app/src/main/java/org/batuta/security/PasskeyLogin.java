package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Logins;
import org.batuta.frame.Throttle;
import org.batuta.security.passkeys.Passkeys;
import org.batuta.security.passkeys.Passkeys.Opened;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/**
 * A login by passkey, without a name (A08). The device has verified whoever holds it, so nothing else is asked for. Whatever
 * is wrong with an answer, it is told in the same words.
 */
@Component
class PasskeyLogin {

    private static final String PURPOSE = "login";

    private final Passkeys passkeys;
    private final Logins logins;
    private final Throttle throttle;
    private final Clock clock;

    PasskeyLogin(Passkeys passkeys, Logins logins, Throttle throttle, Clock clock) {
        this.passkeys = passkeys;
        this.logins = logins;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** The challenge for the next try in this session. */
    String begin(HttpServletRequest request) {
        return Challenge.make(request, PURPOSE, clock.instant());
    }

    Authentication attempt(HttpServletRequest request) {
        Caller caller = new Caller(request);
        if (throttle.refuses(caller.address())) {
            throw new LockedException("too many wrong answers");
        }
        String challenge = Challenge.take(request, PURPOSE, clock.instant())
                .orElseThrow(() -> new CredentialsExpiredException("nothing was asked, or too long ago"));
        String answer = Optional.ofNullable(request.getParameter("answer")).orElse("");
        Opened opened = passkeys.open(challenge, answer).orElseThrow(() -> {
            throttle.failed(caller.address());
            return new BadCredentialsException("no answer of a passkey of ours");
        });
        UUID session = logins.begin(opened.person(), caller.address(), caller.agent(), opened.passkey());
        return new LoggedIn(session, logins.find(session).orElseThrow());
    }

    static String pageAfter(AuthenticationException failure) {
        if (failure instanceof BadCredentialsException) {
            return "/login?passkey";
        }
        return failure instanceof LockedException ? "/login?wait" : "/login?late";
    }
}
