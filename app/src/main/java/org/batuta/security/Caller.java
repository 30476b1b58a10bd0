package org.batuta.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** From where somebody tries to log in, and with what. */
class Caller extends WebAuthenticationDetails {

    private static final long serialVersionUID = 1L;

    private final String agent;

    Caller(HttpServletRequest request) {
        super(request);
        String said = request.getHeader(HttpHeaders.USER_AGENT);
        this.agent = said == null ? "" : said;
    }

    static Caller of(Authentication attempt) {
        if (attempt.getDetails() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalArgumentException("nobody knows where this login comes from");
    }

    /** The address of the connection, never of a header. */
    String address() {
        return getRemoteAddress();
    }

    /** What the browser says it is. */
    String agent() {
        return agent;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller that && super.equals(that) && agent.equals(that.agent);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
