package org.batuta.security.tokens;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a program in with the token it shows, for this one call; a wrong one opens nothing at all. */
class TokenLogin extends OncePerRequestFilter {

    static final String ASKS_FOR_ONE = "Bearer realm=\"batuta\"";

    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final WrongTokens wrong;

    TokenLogin(Tokens tokens, WrongTokens wrong) {
        this.tokens = tokens;
        this.wrong = wrong;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        String shown = call.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown == null) {
            chain.doFilter(call, answer);
            return;
        }
        String token = shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? shown.substring(BEARER.length()).strip()
                : "";
        if (wrong.refuses(token, call.getRemoteAddr())) {
            answer.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WrongTokens.WINDOW.toSeconds()));
            answer.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        Optional<Bearer> bearer = tokens.open(token, call.getRemoteAddr());
        if (bearer.isEmpty()) {
            wrong.failed(token, call.getRemoteAddr());
            answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, ASKS_FOR_ONE + ", error=\"invalid_token\"");
            answer.sendError(HttpStatus.UNAUTHORIZED.value());
            return;
        }
        wrong.succeeded(token, call.getRemoteAddr());
        goOn(bearer.get(), call, answer, chain);
    }

    private static void goOn(Bearer bearer, HttpServletRequest call, HttpServletResponse answer, FilterChain chain)
            throws ServletException, IOException {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(bearer);
        SecurityContextHolder.setContext(context);
        try (MDC.MDCCloseable person =
                        MDC.putCloseable("person", bearer.getPrincipal().login());
                MDC.MDCCloseable token =
                        MDC.putCloseable("token", bearer.token().toString())) {
            chain.doFilter(call, answer);
        }
    }
}
