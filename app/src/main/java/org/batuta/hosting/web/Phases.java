package org.batuta.hosting.web;

import java.util.List;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.springframework.stereotype.Component;

/** How lists show where requests and services are; templates call it {@code @phases}. */
@Component
class Phases {

    /** The phase of a request, as far as the request alone tells it. */
    public Phase of(Request request) {
        return Phase.of(request, List.of());
    }

    /** How the state of a service is coloured. */
    public String tone(Service.State state) {
        return switch (state) {
            case REQUESTED -> "busy";
            case ACTIVE -> "good";
            case SUSPENDED -> "wait";
            case REMOVED -> "still";
        };
    }
}
