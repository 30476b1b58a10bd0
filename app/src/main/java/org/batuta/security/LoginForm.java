package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Takes a form that logs somebody in, beside that of the password; what follows is as after the password alone. */
class LoginForm extends AbstractAuthenticationProcessingFilter {

    private final Function<HttpServletRequest, Authentication> login;

    /**
     * @param login what the form is worth, or why nothing
     * @param pageAfter where that leads
     */
    LoginForm(
            RequestMatcher where,
            Function<HttpServletRequest, Authentication> login,
            Function<AuthenticationException, String> pageAfter,
            SessionAuthenticationStrategy newSession,
            AuthenticationSuccessHandler landing) {
        super(where, attempt -> attempt);
        this.login = login;
        setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        setSessionAuthenticationStrategy(newSession);
        setAuthenticationSuccessHandler(landing);
        setAuthenticationFailureHandler(
                (request, response, failure) -> response.sendRedirect(pageAfter.apply(failure)));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        return login.apply(request);
    }
}
