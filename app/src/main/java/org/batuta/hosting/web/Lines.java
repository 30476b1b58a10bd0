package org.batuta.hosting.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.batuta.accounts.Acting;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.hosting.HolderPasswords;
import org.batuta.hosting.PasswordLinks;
import org.batuta.hosting.RequestEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Tells the timeline of a request: each kind of event is one sentence, {@code timeline.<kind>}, with the arguments of
 * the event by name. A customer learns that our staff did something, not who of them.
 */
@Component
class Lines {

    private static final Set<String> GOOD = Set.of("step-done", "probe-done");
    private static final Set<String> BAD = Set.of("step-failed", "probe-failed");
    private static final Set<String> WAITS = Set.of(
            "waits-for-account",
            "waits-for-parent",
            "waits-for-reload",
            "waits-for-repair",
            "waits-for-resumption",
            "waits-for-time",
            "waits-for-turn",
            "window",
            "held",
            "maintained",
            "retry",
            "repair",
            "silent",
            "probe-again",
            "probe-repair",
            "stop-delayed");

    private final MessageSource words;
    private final People people;

    Lines(MessageSource words, People people) {
        this.words = words;
        this.people = people;
    }

    /** The events in words, in their order. */
    List<Line> of(List<RequestEvent> events) {
        Map<String, Person> named = people
                .findByLoginIn(events.stream()
                        .map(event -> event.args().get("by"))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .stream()
                .collect(Collectors.toMap(Person::login, Function.identity()));
        return events.stream().map(event -> line(event, named)).toList();
    }

    private Line line(RequestEvent event, Map<String, Person> named) {
        Map<String, Object> args = new HashMap<>(event.args());
        // in a pattern the words to select from have no hyphens
        args.computeIfPresent("reason", (name, reason) -> reason.toString().replace('-', '_'));
        String by = event.args().get("by");
        if (by != null) {
            Optional<Person> person = Optional.ofNullable(named.get(by));
            args.put("who", who(by, person));
            args.put("by", person.map(Person::name).orElse(by));
        }
        String until = event.args().get("until");
        return new Line(
                event.at(),
                tone(event),
                words.getMessage("timeline." + event.kind(), new Object[] {args}, LocaleContextHolder.getLocale()),
                until == null ? null : Instant.parse(until));
    }

    private static String who(String by, Optional<Person> person) {
        if (by.equals(PasswordLinks.BY_LINK)) {
            return "link";
        }
        if (by.equals(HolderPasswords.BY_HOLDER)) {
            return "holder";
        }
        Acting reader = Acting.current();
        if (by.equals(reader.login())) {
            return "you";
        }
        boolean ours = person.map(known -> known.staffRole().isPresent()).orElse(true);
        return ours && !reader.staff() ? "staff" : "other";
    }

    private static String tone(RequestEvent event) {
        String kind = event.kind();
        if (kind.equals("ended")) {
            return switch (event.args().getOrDefault("state", "")) {
                case "DONE" -> "good";
                case "NOT_UNDONE" -> "bad";
                default -> "still";
            };
        }
        if (GOOD.contains(kind)) {
            return "good";
        }
        if (BAD.contains(kind)) {
            return "bad";
        }
        return WAITS.contains(kind) ? "wait" : "busy";
    }
}
