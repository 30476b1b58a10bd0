package org.batuta.orchestration.web;

import static org.batuta.orchestration.OperationState.DONE;
import static org.batuta.orchestration.OperationState.DONE_WITH_WARNING;
import static org.batuta.orchestration.OperationState.PENDING;
import static org.batuta.orchestration.OperationState.RELOADING;
import static org.batuta.orchestration.OperationState.RUNNING;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.kernel.PlainText;
import org.batuta.orchestration.OperationSearch;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the reader of the list of operations asked for, as it stands in the address.
 *
 * @param from the first day, in UTC; beside {@code within} the later one counts
 * @param to the last day, in UTC
 */
record OperationFilter(
        @Nullable UUID server,
        @Nullable String type,
        @Nullable Verb verb,
        @Nullable String state,
        @Nullable UUID request,
        @Nullable UUID service,
        @Nullable String words,
        @Nullable String within,

        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
        LocalDate from,

        @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
        LocalDate to) {

    /** What may be asked of states, in the order in which it is offered: groups first, then each alone. */
    static final List<String> STATES = List.of(
            "waiting",
            "running",
            "failed",
            "done",
            "RELOADING",
            "DONE_WITH_WARNING",
            "REFUSED",
            "TIMED_OUT",
            "LOST",
            "UNREACHABLE",
            "ABORTED",
            "SUPERSEDED");

    /** How long ago at most, in the order in which it is offered. */
    static final Map<String, Duration> TIMES = times();

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

    private static final Map<String, Set<OperationState>> GROUPS = Map.of(
            "waiting",
            Set.of(PENDING, RELOADING),
            "running",
            Set.of(RUNNING),
            "failed",
            OperationState.FAILED,
            "done",
            Set.of(DONE, DONE_WITH_WARNING));

    OperationSearch search(Instant now) {
        return new OperationSearch(
                server,
                type == null || type.isBlank() || !PlainText.isLine(type) ? null : type,
                verb,
                states(),
                request,
                service,
                words == null ? "" : words,
                since(now),
                to == null ? null : begin(to.isBefore(LAST) ? to.plusDays(1) : LAST));
    }

    private @Nullable Instant since(Instant now) {
        Duration ago = within == null ? null : TIMES.get(within);
        return Stream.of(ago == null ? null : now.minus(ago), from == null ? null : begin(from))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** As far as the database can look. */
    private static Instant begin(LocalDate day) {
        LocalDate possible = day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
        return possible.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Whether anything is asked for. */
    public boolean isSet() {
        return !query().isEmpty();
    }

    /** The filter as the query of an address, {@code ?state=failed&within=day}; empty when nothing is asked for. */
    public String query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        add(query, "server", server);
        add(query, "type", type);
        add(query, "verb", verb);
        add(query, "state", state);
        add(query, "request", request);
        add(query, "service", service);
        add(query, "words", words);
        add(query, "within", within);
        add(query, "from", from);
        add(query, "to", to);
        return query.encode().toUriString();
    }

    private Set<OperationState> states() {
        if (state == null || !STATES.contains(state)) {
            return Set.of();
        }
        return GROUPS.containsKey(state) ? GROUPS.get(state) : Set.of(OperationState.valueOf(state));
    }

    private static void add(UriComponentsBuilder query, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            query.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }

    private static Map<String, Duration> times() {
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put("hour", Duration.ofHours(1));
        times.put("day", Duration.ofDays(1));
        times.put("week", Duration.ofDays(7));
        times.put("month", Duration.ofDays(30));
        return Collections.unmodifiableMap(times);
    }
}
