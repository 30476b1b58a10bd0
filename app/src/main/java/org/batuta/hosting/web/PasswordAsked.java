package org.batuta.hosting.web;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a program sends that asks for another password of a service.
 *
 * @param password nobody keeps it
 * @param also services of the account for the same identity, as {@code info@} in other domains, that get it too
 */
record PasswordAsked(@NotNull Secret password, @Nullable List<Link> also) implements Sent {

    List<UUID> others() {
        return also == null
                ? List.of()
                : also.stream().map(link -> link.in("services", "also")).toList();
    }
}
