package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Takes the form of {@code /login/code}; what follows is as after a login by password alone. */
class CodeFilter extends AbstractAuthenticationProcessingFilter {

    private final CodeLogin login;

    CodeFilter(
            RequestMatcher where,
            CodeLogin login,
            SessionAuthenticationStrategy newSession,
            AuthenticationSuccessHandler landing) {
        super(where, attempt -> attempt);
        this.login = login;
        setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        setSessionAuthenticationStrategy(newSession);
        setAuthenticationSuccessHandler(landing);
        setAuthenticationFailureHandler((request, response, failure) -> response.sendRedirect(pageAfter(failure)));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        return login.attempt(request);
    }

    private static String pageAfter(AuthenticationException failure) {
        if (failure instanceof BadCredentialsException) {
            return "/login/code?wrong";
        }
        return failure instanceof LockedException ? "/login?wait" : "/login?late";
    }
}
