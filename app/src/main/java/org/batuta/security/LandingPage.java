package org.batuta.security;

import static org.batuta.accounts.Permission.REPAIR_OPERATIONS;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Leads a person after the login to the page asked for, or else to the first page of the role. From here on the session
 * is kept for as long as a login lasts; those of passers-by are forgotten much earlier.
 */
class LandingPage extends SavedRequestAwareAuthenticationSuccessHandler {

    private final SecuritySettings.Landing landing;
    private final int lasts;
    private final RequestCache asked = new HttpSessionRequestCache();

    LandingPage(SecuritySettings settings) {
        this.landing = settings.landing();
        this.lasts = Math.toIntExact(settings.loginLasts().toSeconds());
        setRequestCache(asked);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        request.getSession().setMaxInactiveInterval(lasts);
        SavedRequest page = asked.getRequest(request, response);
        if (page instanceof DefaultSavedRequest saved && saved.getRequestURI().equals("/")) {
            asked.removeRequest(request, response);
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }

    @Override
    protected String determineTargetUrl(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        if (!(authentication instanceof LoggedIn somebody)
                || !somebody.getPrincipal().staff()) {
            return landing.customer();
        }
        return somebody.may(REPAIR_OPERATIONS) ? landing.staff() : landing.manager();
    }
}
