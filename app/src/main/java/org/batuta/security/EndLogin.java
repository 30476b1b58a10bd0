package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.batuta.accounts.Logins;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** Writes down that a login has ended, so that no copy of its session opens anything. */
class EndLogin implements LogoutHandler {

    private final Logins logins;

    EndLogin(Logins logins) {
        this.logins = logins;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication instanceof LoggedIn loggedIn) {
            logins.end(loggedIn.session());
        }
    }
}
