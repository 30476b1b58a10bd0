package org.batuta.hosting.web;

import java.util.List;
import org.batuta.hosting.Request;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Service;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How lists show where requests and services are; templates call it {@code @phases}. */
@Component
class Phases {

    /** The phase of a request with the last line of its timeline. */
    public Phase of(Request request, @Nullable RequestEvent last) {
        return Phase.of(request, last == null ? List.of() : List.of(last));
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
