package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Link;
import org.batuta.hosting.Request;
import org.batuta.hosting.web.Explanations.Explained;
import org.jspecify.annotations.Nullable;

/**
 * A request as programs see it.
 *
 * @param wanted the wish in its latest revision; null for a removal
 * @param revision counts how often the staff corrected the wish, from 1
 * @param before what was in force when work on it began, or else when it was asked; null for a new service
 * @param over whether nothing more will happen
 * @param cancellable whether it still may be cancelled; in the undo window of a removal that keeps the service
 * @param waitsUntil the end of the undo window, while it waits for that
 */
record RequestShown(
        Link url,
        UUID id,
        Link account,
        Link service,
        Request.Verb verb,
        Request.State state,
        String explanation,
        String whatHappensNext,
        boolean over,
        boolean cancellable,
        @Nullable JsonNode wanted,
        int revision,
        @Nullable JsonNode before,
        Instant askedAt,
        @Nullable Instant scheduledFor,
        @Nullable Instant startedAt,
        @Nullable Instant waitsUntil,
        @Nullable Instant endedAt) {

    static RequestShown of(Request request, Explained state) {
        return new RequestShown(
                link(request.id()),
                request.id(),
                new Link("accounts", request.accountId()),
                ServiceShown.link(request.serviceId()),
                request.verb(),
                request.state(),
                state.explanation(),
                state.whatHappensNext(),
                !request.state().isOpen(),
                request.isCancellable(),
                request.wanted(),
                request.revision(),
                request.before(),
                request.askedAt(),
                request.scheduledFor(),
                request.startedAt(),
                request.waitsUntil(),
                request.endedAt());
    }

    static Link link(UUID request) {
        return new Link("requests", request);
    }
}
