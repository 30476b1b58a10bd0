package org.batuta.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.batuta.accounts.Logins;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at each request whether the login still lives, and what the person may do now: a disabled person, a changed
 * role or a new password ends it on every node at once.
 */
class LiveLogin extends OncePerRequestFilter {

    private final Logins logins;

    LiveLogin(Logins logins) {
        this.logins = logins;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof LoggedIn loggedIn) {
            Optional<Logins.Live> live = logins.find(loggedIn.session());
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            live.ifPresentOrElse(
                    now -> context.setAuthentication(new LoggedIn(loggedIn.session(), now)), () -> end(request));
            SecurityContextHolder.setContext(context);
        }
        try (MDC.MDCCloseable ignored = MDC.putCloseable("person", login())) {
            chain.doFilter(request, response);
        }
    }

    /** For the log: whose call this is, or nobody's. */
    private static @Nullable String login() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof LoggedIn loggedIn
                ? loggedIn.getPrincipal().login()
                : null;
    }

    private static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
