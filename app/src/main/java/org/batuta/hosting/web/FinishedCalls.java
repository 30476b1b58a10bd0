package org.batuta.hosting.web;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.hosting.Finished;
import org.batuta.hosting.Request;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How requests went that have ended, for programs of the staff. */
@RestController
@RequestMapping(Link.ROOT + "/finished")
class FinishedCalls {

    private final Finished finished;
    private final ServiceTypes types;
    private final Clock clock;

    FinishedCalls(Finished finished, ServiceTypes types, Clock clock) {
        this.finished = finished;
        this.types = types;
        this.clock = clock;
    }

    /**
     * One request that has ended; all times in seconds.
     *
     * @param took from asking to the end
     * @param calls how often a person was wanted
     * @param waited how long it waited for that
     * @param tries how often the operation was tried that was tried most; 0 if nothing of it ever began
     */
    record Shown(
            Link request,
            Link account,
            String service,
            String type,
            Request.Verb verb,
            Request.State state,
            Instant asked,
            Instant ended,
            double took,
            long calls,
            double waited,
            int tries) {

        static Shown of(Finished.One one) {
            return new Shown(
                    new Link("requests", one.id()),
                    new Link("accounts", one.accountId()),
                    one.service(),
                    one.type(),
                    one.verb(),
                    one.state(),
                    one.asked(),
                    one.ended(),
                    one.took(),
                    one.calls(),
                    one.waited(),
                    one.tries());
        }
    }

    /** Those of the last thirty days unless others are named, the newest end first. */
    @GetMapping
    @Calls(value = Finished.class, method = "portion")
    Listing<Shown> list(FinishedFilter filter, Portion portion) {
        return portion.of(
                finished.portion(wanted(filter), portion.after(), portion.look()),
                Finished.One::id,
                part -> part.stream().map(Shown::of).toList());
    }

    /** How they went, by type and verb. */
    @GetMapping("/sums")
    @Calls(value = Finished.class, method = "sums")
    Listing<Finished.Sum> sums(FinishedFilter filter) {
        return new Listing<>(finished.sums(wanted(filter)), null);
    }

    private Finished.Wanted wanted(FinishedFilter filter) {
        return filter.upTo(clock.instant().atOffset(ZoneOffset.UTC).toLocalDate())
                .wanted(types.all().stream().map(ServiceType::key).collect(Collectors.toSet()));
    }
}
