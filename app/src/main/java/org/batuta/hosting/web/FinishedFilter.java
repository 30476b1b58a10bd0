package org.batuta.hosting.web;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.batuta.hosting.Finished;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Which finished requests the reader asked for, word for word as it stands in the address; days are days in UTC. */
record FinishedFilter(
        @Nullable String from,
        @Nullable String to,
        @Nullable String type,
        @Nullable String verb,
        @Nullable String account) {

    private static final int DAYS = 30;
    private static final int LONGEST = 200;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    /** The same with the days that are meant when none are given: the last thirty. */
    FinishedFilter upTo(LocalDate today) {
        LocalDate end = day(to, today);
        LocalDate begin = end == null || end.isBefore(FIRST) ? today : end.minusDays(DAYS - 1);
        return new FinishedFilter(given(from, begin), given(to, today), type, verb, account);
    }

    /**
     * What is to be looked for.
     *
     * @param types the kinds of services that there are
     * @throws Refusal at each field that says nothing we know
     */
    Finished.Wanted wanted(Set<String> types) {
        Refusal.Collector problems = new Refusal.Collector();
        LocalDate first = day(from, null);
        LocalDate last = day(to, null);
        problems.require(isPossible(first), "from", "day");
        problems.require(isPossible(last), "to", "day");
        if (first != null && last != null) {
            problems.require(!last.isBefore(first), "to", "day-before");
        }
        problems.require(!isGiven(type) || types.contains(type), "type", "service-type");
        problems.require(!isGiven(verb) || verbs().contains(verb), "verb", "choice");
        String words = account == null ? "" : account;
        problems.require(words.length() <= LONGEST && PlainText.isLine(words), "account", "account-words", LONGEST);
        problems.refuseIfAny();
        return new Finished.Wanted(
                Objects.requireNonNull(first).atStartOfDay().toInstant(ZoneOffset.UTC),
                Objects.requireNonNull(last).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC),
                isGiven(type) ? type : null,
                verb != null && isGiven(verb) ? Verb.valueOf(verb) : null,
                words);
    }

    /** The filter as the query of an address; empty when nothing is asked for. */
    public String query() {
        Map<String, @Nullable String> asked = new LinkedHashMap<>();
        asked.put("from", from);
        asked.put("to", to);
        asked.put("type", type);
        asked.put("verb", verb);
        asked.put("account", account);
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        asked.forEach((name, value) -> {
            if (isGiven(value)) {
                query.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
            }
        });
        return query.encode().toUriString();
    }

    private static Set<String> verbs() {
        return Set.copyOf(Arrays.stream(Verb.values()).map(Verb::name).toList());
    }

    private static String given(@Nullable String day, LocalDate otherwise) {
        return day == null || day.isBlank() ? otherwise.toString() : day.strip();
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static boolean isPossible(@Nullable LocalDate day) {
        return day != null && !day.isBefore(FIRST) && !day.isAfter(LAST);
    }

    /** The day; nothing if it is none, the other one if none is given. */
    private static @Nullable LocalDate day(@Nullable String written, @Nullable LocalDate otherwise) {
        if (written == null || written.isBlank()) {
            return otherwise;
        }
        try {
            return LocalDate.parse(written.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
