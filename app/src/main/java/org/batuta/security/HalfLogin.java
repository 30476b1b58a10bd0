package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A login between password and code. It opens nothing, and is over after five minutes.
 *
 * @param passwordHash the verifier that was right: a password that is changed meanwhile ends it
 */
record HalfLogin(UUID personId, String passwordHash, Instant until) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String NAME = HalfLogin.class.getName();
    private static final Duration LASTS = Duration.ofMinutes(5);

    /** The session gets another name, so that nobody who knew the one before goes on with it. */
    static void begin(HttpServletRequest request, CodeWanted wanted, Instant now) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(
                NAME, new HalfLogin(wanted.person().id(), wanted.person().passwordHash(), now.plus(LASTS)));
    }

    static Optional<HalfLogin> of(HttpServletRequest request, Instant now) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(known -> (HalfLogin) known.getAttribute(NAME))
                .filter(half -> now.isBefore(half.until()));
    }

    @Override
    public String toString() {
        return "HalfLogin[" + personId + "]";
    }
}
