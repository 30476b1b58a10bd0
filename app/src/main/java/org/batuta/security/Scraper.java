package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The program that collects the metrics, known by its token. */
class Scraper implements RequestMatcher {

    private static final String BEARER = "Bearer ";

    private final RequestMatcher metrics;
    private final @Nullable Secret token;

    Scraper(RequestMatcher metrics, @Nullable Secret token) {
        this.metrics = metrics;
        this.token = token;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return token != null
                && shown != null
                && shown.startsWith(BEARER)
                && token.matches(Secret.of(shown.substring(BEARER.length())))
                && metrics.matches(request);
    }
}
