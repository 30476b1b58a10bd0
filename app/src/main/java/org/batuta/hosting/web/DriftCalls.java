package org.batuta.hosting.web;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.hosting.Drift;
import org.batuta.hosting.Drifts;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What differs on a server from what is in force, for programs of the staff (K09). */
@RestController
@RequestMapping(Link.ROOT + "/servers/{id}/differences")
class DriftCalls {

    private final Drifts drifts;
    private final Servers servers;

    DriftCalls(Drifts drifts, Servers servers) {
        this.drifts = drifts;
        this.servers = servers;
    }

    /** Which a program looks for. */
    record Filter(@Nullable Set<Drift.State> state) {}

    /**
     * A service that differs, as programs see it.
     *
     * @param comparison that found it first
     * @param operation the check that found what is told here
     * @param difference what the check said; text of the server, never to be trusted
     * @param decidedBy who left it so, or chose that it is made as wanted
     */
    record Shown(
            UUID id,
            Link service,
            String type,
            String name,
            Drift.State state,
            String difference,
            @Nullable String decidedBy,
            Link comparison,
            Link operation,
            Instant found) {

        static Shown of(Drift drift) {
            return new Shown(
                    drift.id(),
                    ServiceShown.link(drift.service().id()),
                    drift.service().type(),
                    drift.service().name(),
                    drift.state(),
                    drift.difference(),
                    drift.decidedBy(),
                    new Link("comparisons", drift.comparisonId()),
                    new Link("operations", drift.operationId()),
                    drift.foundAt());
        }
    }

    /** What differs now, the newest first; a person settles it at a task. */
    @GetMapping
    @Calls(value = Drifts.class, method = "search")
    Listing<Shown> list(@PathVariable UUID id, Filter filter, Portion portion) {
        UUID server =
                servers.find(id).orElseThrow(() -> new NotFound("server", id)).id();
        return portion.of(
                drifts.search(
                        server, filter.state() == null ? Set.of() : filter.state(), portion.after(), portion.look()),
                Drift::id,
                part -> part.stream().map(Shown::of).toList());
    }
}
