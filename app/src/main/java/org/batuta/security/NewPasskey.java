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
 * A passkey between the present password and the device that makes it: somebody may make one in this session, for ten
 * minutes.
 */
record NewPasskey(UUID personId, String name, Instant until) implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String NAME = NewPasskey.class.getName();
    private static final Duration LASTS = Duration.ofMinutes(10);

    static void begin(HttpServletRequest request, UUID personId, String name, Instant now) {
        request.getSession().setAttribute(NAME, new NewPasskey(personId, name, now.plus(LASTS)));
    }

    static Optional<NewPasskey> of(HttpServletRequest request, UUID personId, Instant now) {
        HttpSession session = request.getSession(false);
        return Optional.ofNullable(session)
                .map(known -> (NewPasskey) known.getAttribute(NAME))
                .filter(begun -> begun.personId().equals(personId))
                .filter(begun -> now.isBefore(begun.until()));
    }

    static void end(HttpServletRequest request) {
        request.getSession().removeAttribute(NAME);
    }
}
