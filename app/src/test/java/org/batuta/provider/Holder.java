package org.batuta.provider;

import java.net.http.HttpResponse;
import java.util.Map;
import org.batuta.Visitor;

/** Whoever uses a mailbox, at the page where its password is changed without a login (C21). */
public record Holder(Visitor visitor) {

    /** The page, where people begin. */
    public static final String PAGE = "/mailbox-password";

    /** Sends the form, as typed. */
    public HttpResponse<String> sends(String address, String present, String password, String repeated) {
        return visitor.post(
                PAGE, Map.of("address", address, "present", present, "password", password, "repeated", repeated));
    }

    /** Asks for a password; answers the page that tells what becomes of it. */
    public String asks(String address, String present, String password) {
        return Visitor.led(sends(address, present, password, password));
    }
}
