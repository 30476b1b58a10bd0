package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Leads back to the login page, which says either "wrong" or "wait a little"; never what exactly was wrong. When only the
 * code of the second factor is missing, it leads to the page that asks for it.
 */
class FailedLogin implements AuthenticationFailureHandler {

    private final CodeLogin codes;

    FailedLogin(CodeLogin codes) {
        this.codes = codes;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof CodeWanted wanted) {
            codes.begin(request, wanted);
            response.sendRedirect("/login/code");
            return;
        }
        response.sendRedirect(failure instanceof LockedException ? "/login?wait" : "/login?wrong");
    }
}
