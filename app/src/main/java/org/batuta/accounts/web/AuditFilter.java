package org.batuta.accounts.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.audit.AuditSearch;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the reader of the audit asked for, as it stands in the address. */
record AuditFilter(
        @Nullable UUID account,
        @Nullable String type,
        @Nullable UUID object,
        @Nullable UUID person,
        @Nullable UUID request,
        @Nullable String action,
        @Nullable String within) {

    /** How long ago at most, in the order in which it is offered. */
    static final Map<String, Duration> TIMES = times();

    /** Kinds of objects, in the order in which they are offered. */
    static final List<String> TYPES = List.of(
            "account",
            "person",
            "token",
            "service",
            "request",
            "operation",
            "step",
            "incident",
            "task",
            "server",
            "route",
            "comparison",
            "outage",
            "policy",
            "setting",
            "log",
            "erasure");

    AuditSearch search(Instant now) {
        Duration ago = within == null ? null : TIMES.get(within);
        return new AuditSearch(
                account, line(type), object, person, request, line(action), ago == null ? null : now.minus(ago));
    }

    /** Whether anything is asked for. */
    public boolean isSet() {
        return !query().isEmpty();
    }

    /** The filter as the query of an address; empty when nothing is asked for. */
    public String query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        add(query, "account", account);
        add(query, "type", type);
        add(query, "object", object);
        add(query, "person", person);
        add(query, "request", request);
        add(query, "action", action);
        add(query, "within", within);
        return query.encode().toUriString();
    }

    private static @Nullable String line(@Nullable String text) {
        return text == null || text.isBlank() || !PlainText.isLine(text) ? null : text.strip();
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
        return times;
    }
}
