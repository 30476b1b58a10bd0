package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Link;
import org.batuta.hosting.Service;
import org.batuta.hosting.web.Explanations.Explained;
import org.jspecify.annotations.Nullable;

/**
 * A service as programs see it.
 *
 * @param spec what is in force; before the first activation what was asked for
 * @param revision to be sent back with a change
 * @param measured what was last measured on its server, as {@code used_bytes}
 */
record ServiceShown(
        Link url,
        UUID id,
        String type,
        String name,
        Link account,
        @Nullable Link parent,
        Service.State state,
        String explanation,
        String whatHappensNext,
        JsonNode spec,
        long revision,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant removedAt,
        @Nullable Instant passwordSetAt,
        @Nullable JsonNode measured,
        @Nullable Instant measuredAt) {

    static ServiceShown of(Service service, Explained state) {
        UUID parent = service.parentId();
        return new ServiceShown(
                link(service.id()),
                service.id(),
                service.type(),
                service.name(),
                new Link("accounts", service.accountId()),
                parent == null ? null : link(parent),
                service.state(),
                state.explanation(),
                state.whatHappensNext(),
                service.spec(),
                service.revision(),
                service.createdAt(),
                service.activatedAt(),
                service.removedAt(),
                service.passwordSetAt(),
                service.measured(),
                service.measuredAt());
    }

    static Link link(UUID service) {
        return new Link("services", service);
    }
}
