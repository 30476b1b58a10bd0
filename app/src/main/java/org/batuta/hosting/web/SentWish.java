package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Supplier;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.jspecify.annotations.Nullable;

/** How the wish of a program is read, and where a refusal of it stands. */
final class SentWish {

    private static final Set<String> BESIDE_SPEC =
            Set.of("", "account", "type", "spec", "password", "scheduledFor", "revision", "confirm", "key");

    private SentWish() {}

    /**
     * What comes of it.
     *
     * @throws Refusal with what is wrong with the wish in its spec; the rest are fields of what was sent, or headers
     */
    static <T> T of(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (Refusal refusal) {
            throw new Refusal(refusal.problems().stream().map(SentWish::inSpec).toList());
        }
    }

    private static Problem inSpec(Problem problem) {
        String field = problem.field();
        return BESIDE_SPEC.contains(field) ? problem : new Problem("spec." + field, problem.code(), problem.args());
    }

    /**
     * A spec is an object.
     *
     * @throws Refusal at {@code spec}
     */
    static JsonNode object(JsonNode spec) {
        if (!spec.isObject()) {
            throw Refusal.at("spec", "malformed");
        }
        return spec;
    }

    static @Nullable Instant toTheSecond(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }
}
