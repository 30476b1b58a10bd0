package org.batuta.hosting;

import java.util.Locale;
import java.util.Map;
import org.batuta.notifications.Letters;
import org.springframework.stereotype.Component;

/** The one letter that a customer gets about a request: how it ended. */
@Component
class EndLetter {

    private final Letters letters;
    private final PasswordLinks links;

    EndLetter(Letters letters, PasswordLinks links) {
        this.letters = letters;
        this.links = links;
    }

    /** Of a suspended account one letter tells, and not one for each of its services. */
    void send(Request request, Service service) {
        if (request.suspensionId() != null) {
            return;
        }
        letters.tell(
                request.accountId(),
                "request-ended/" + request.id(),
                template(request),
                Map.of(
                        "verb",
                        request.verb().name().toLowerCase(Locale.ROOT),
                        "service",
                        service.name(),
                        "who",
                        who(request),
                        "link",
                        "/requests/" + request.id()));
    }

    private static String who(Request request) {
        if (request.isByHolder()) {
            return "self";
        }
        return request.askedBy().equals(PasswordLinks.BY_LINK) ? "link" : request.askedBy();
    }

    void askAgain(Request request, Service service) {
        letters.tell(
                request.accountId(),
                "set-again/" + request.id(),
                "set-again",
                Map.of(
                        "why", String.valueOf(request.reason()).replace('-', '_'),
                        "service", service.name(),
                        "minutes", links.life().toMinutes(),
                        "link", links.to(request)));
    }

    private static String template(Request request) {
        return switch (request.state()) {
            case DONE ->
                switch (request.verb()) {
                    case REMOVE -> "service-removed";
                    case SET_PASSWORD -> "password-set";
                    case SUSPEND -> "service-suspended";
                    case CREATE, CHANGE, RESUME -> "request-done";
                };
            case NOT_UNDONE -> "request-not-undone";
            default -> withoutEffect(request);
        };
    }

    private static String withoutEffect(Request request) {
        if (request.isRefused()) {
            return "request-not-approved";
        }
        return request.isCancelled() && !request.isGivenUp() ? "request-cancelled" : "request-failed";
    }
}
