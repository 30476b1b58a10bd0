package org.batuta.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** The page of an account through the door by which the reader came: the portal, or the desk. */
final class AccountPath {

    private static final String DESK = "/desk";

    private AccountPath() {}

    static String of(HttpServletRequest request, UUID account) {
        return (isDesk(request) ? DESK : "") + "/accounts/" + account;
    }

    static String door(HttpServletRequest request) {
        return isDesk(request) ? "desk" : "portal";
    }

    private static boolean isDesk(HttpServletRequest request) {
        return request.getServletPath().startsWith(DESK + "/");
    }
}
