package org.batuta.hosting;

import java.util.Locale;
import java.util.Map;
import org.batuta.hosting.Request.Verb;
import org.batuta.notifications.Letters;
import org.springframework.stereotype.Component;

/** The one letter that a customer gets about a request: how it ended. */
@Component
class EndLetter {

    private final Letters letters;

    EndLetter(Letters letters) {
        this.letters = letters;
    }

    void send(Request request, Service service) {
        letters.tell(
                request.accountId(),
                "request-ended/" + request.id(),
                template(request),
                Map.of(
                        "verb", request.verb().name().toLowerCase(Locale.ROOT),
                        "service", service.name(),
                        "link", "/requests/" + request.id()));
    }

    private static String template(Request request) {
        return switch (request.state()) {
            case DONE -> request.verb() == Verb.REMOVE ? "service-removed" : "request-done";
            case NOT_UNDONE -> "request-not-undone";
            default -> request.isCancelled() && !request.isGivenUp() ? "request-cancelled" : "request-failed";
        };
    }
}
