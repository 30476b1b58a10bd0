package org.batuta.hosting.web;

import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.hosting.Comparison;
import org.batuta.hosting.Comparisons;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons of servers with what is in force, for programs of the staff (K09). */
@RestController
@RequestMapping(Link.ROOT)
class ComparisonCalls {

    private final Comparisons comparisons;

    ComparisonCalls(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    /**
     * A comparison as programs see it.
     *
     * @param service null for everything that the server carries
     * @param changing how many were left out because a request was changing them
     * @param uncompared how many could not be compared
     * @param cut why not all services were looked at; null if they were
     * @param asks whether a person is asked what becomes of what differs
     */
    record Shown(
            Link url,
            UUID id,
            Link server,
            @Nullable Link service,
            String askedBy,
            Instant started,
            @Nullable Instant ended,
            int asWanted,
            int differing,
            int changing,
            int uncompared,
            Comparison.@Nullable Cut cut,
            @Nullable String stoppedBy,
            boolean asks) {

        static Shown of(Comparison comparison) {
            UUID service = comparison.serviceId();
            return new Shown(
                    new Link("comparisons", comparison.id()),
                    comparison.id(),
                    new Link("servers", comparison.server().id()),
                    service == null ? null : new Link("services", service),
                    comparison.askedBy(),
                    comparison.startedAt(),
                    comparison.endedAt(),
                    comparison.asWanted(),
                    comparison.differing(),
                    comparison.changing(),
                    comparison.uncompared(),
                    comparison.cut(),
                    comparison.stoppedBy(),
                    comparison.isSettling());
        }
    }

    @GetMapping("/comparisons/{id}")
    @Calls(value = Comparisons.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return Shown.of(comparisons.get(id));
    }

    /** Ends it early; the rest is not compared. */
    @PostMapping("/comparisons/{id}/stop")
    @Calls(value = Comparisons.class, method = "stop")
    ResponseEntity<Shown> stop(@PathVariable UUID id) {
        comparisons.stop(id);
        return taken(comparisons.get(id));
    }

    /** Compares all active services that a server carries; if that is being done already, this is it. */
    @PostMapping("/servers/{id}/compare")
    @Calls(value = Comparisons.class, method = "ofServer")
    ResponseEntity<Shown> server(@PathVariable UUID id) {
        return taken(comparisons.ofServer(id));
    }

    /** Compares one service on each of its servers: one comparison for each. */
    @PostMapping("/services/{id}/compare")
    @Calls(value = Comparisons.class, method = "ofService")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Listing<Shown> service(@PathVariable UUID id) {
        return new Listing<>(comparisons.ofService(id).stream().map(Shown::of).toList(), null);
    }

    private static ResponseEntity<Shown> taken(Comparison comparison) {
        Shown shown = Shown.of(comparison);
        return ResponseEntity.accepted().location(shown.url().uri()).body(shown);
    }
}
