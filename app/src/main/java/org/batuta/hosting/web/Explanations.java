package org.batuta.hosting.web;

import java.util.List;
import org.batuta.hosting.Request;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Service;
import org.batuta.hosting.Transfer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the states of services and requests mean and what happens next, in the words of the pages (T45). */
@Component
class Explanations {

    private final MessageSource words;

    Explanations(MessageSource words) {
        this.words = words;
    }

    /** A state in few words, and what comes next. */
    record Explained(String explanation, String whatHappensNext) {}

    Explained of(Service.State state) {
        return new Explained(say("service.state." + state), say("service.now." + state));
    }

    Explained of(Request request, @Nullable RequestEvent last) {
        String code =
                Phase.of(request, last == null ? List.of() : List.of(last)).code();
        return new Explained(say("request.phase." + code), say("request.now." + code));
    }

    String of(Transfer.State state) {
        return say("hosting.transfer.now." + state);
    }

    private String say(String code) {
        return words.getMessage(code, null, LocaleContextHolder.getLocale());
    }
}
