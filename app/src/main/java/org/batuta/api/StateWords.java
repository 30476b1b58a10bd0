package org.batuta.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import org.batuta.accounts.Account;
import org.batuta.hosting.Request;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.ServerState;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The words of the pages for states and fields, for the document of all calls. */
@Component
class StateWords {

    /** For each kind of state the messages that say what it means and what happens next. */
    private static final Map<Class<?>, Codes> STATES = Map.of(
            Account.State.class, new Codes("accounts.state.%s", "accounts.state.%s.text"),
            Service.State.class, new Codes("service.state.%s", "service.now.%s"),
            Request.State.class, new Codes("request.state.%s", "request.now.%s"),
            OperationState.class, new Codes("orchestration.state.%s", "orchestration.state.%s.next"),
            ServerState.class, new Codes("orchestration.server.%s", "orchestration.server.%s.text"));

    private final MessageSource words;

    StateWords(MessageSource words) {
        this.words = words;
    }

    private record Codes(String explanation, String whatHappensNext) {}

    boolean explains(Class<?> state) {
        return STATES.containsKey(state);
    }

    String explanation(Class<?> state, Object value) {
        return say(codes(state).explanation().formatted(value));
    }

    String whatHappensNext(Class<?> state, Object value) {
        return say(codes(state).whatHappensNext().formatted(value));
    }

    private static Codes codes(Class<?> state) {
        return Objects.requireNonNull(STATES.get(state));
    }

    String nameOf(ServiceType<?> type) {
        return words.getMessage("type." + type.key() + ".one", null, type.key(), LocaleContextHolder.getLocale());
    }

    /** Adds what a form says of the field, where it says something. */
    void describe(ObjectNode field, String code) {
        String label = words.getMessage(code, null, null, LocaleContextHolder.getLocale());
        String hint = words.getMessage(code + ".hint", null, null, LocaleContextHolder.getLocale());
        if (label != null) {
            field.put("title", label);
        }
        if (hint != null) {
            field.put("description", hint);
        }
    }

    String say(String code) {
        return words.getMessage(code, null, LocaleContextHolder.getLocale());
    }
}
