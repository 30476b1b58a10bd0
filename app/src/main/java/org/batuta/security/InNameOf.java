package org.batuta.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps one of the staff who sees what a customer sees from changing anything before saying why (A11), and always from
 * what concerns nobody but a person: the login, the second factor, tokens, and invitations.
 */
class InNameOf extends OncePerRequestFilter {

    private static final Set<String> LOOKING =
            Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name(), HttpMethod.OPTIONS.name());

    private final RequestMatcher own;
    private final RequestMatcher wayOut;

    /**
     * @param own what is a person's own
     * @param wayOut what may be done at any time: raise it, end it, log out
     */
    InNameOf(RequestMatcher own, RequestMatcher wayOut) {
        this.own = own;
        this.wayOut = wayOut;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof LoggedIn login
                && login.isInNameOfSomebody()
                && !wayOut.matches(request)) {
            if (own.matches(request)) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            if (login.onlyLooks() && !LOOKING.contains(request.getMethod())) {
                response.sendRedirect("/impersonation?unchanged");
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
