package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.batuta.security.passkeys.Passkeys;

/** What a browser has to answer with a passkey: once, in the session in which it was asked, and within five minutes. */
class Challenge implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;
    private final Instant until;
    private final AtomicBoolean taken = new AtomicBoolean();

    private Challenge(String text, Instant until) {
        this.text = text;
        this.until = until;
    }

    /** A new one, in place of an earlier one for the same purpose. */
    static String make(HttpServletRequest request, String purpose, Instant now) {
        Challenge challenge = new Challenge(Passkeys.challenge(), now.plus(Passkeys.PATIENCE));
        request.getSession().setAttribute(name(purpose), challenge);
        return challenge.text;
    }

    /** That of this session, which is used up now; of two that come at once one gets it. */
    static Optional<String> take(HttpServletRequest request, String purpose, Instant now) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(known -> (Challenge) known.getAttribute(name(purpose)))
                .filter(challenge -> challenge.taken.compareAndSet(false, true))
                .filter(challenge -> now.isBefore(challenge.until))
                .map(challenge -> challenge.text);
    }

    private static String name(String purpose) {
        return Challenge.class.getName() + " " + purpose;
    }
}
