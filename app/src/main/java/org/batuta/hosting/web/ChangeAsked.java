package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.batuta.frame.Sent;
import org.jspecify.annotations.Nullable;

/**
 * What a program sends that asks for another spec of a service.
 *
 * @param spec all of it, not only what is another
 * @param revision of the service that the program saw; when it is another by now, nothing is changed
 * @param scheduledFor when it shall begin; nothing for at once
 */
record ChangeAsked(
        @NotNull JsonNode spec,
        @NotNull Long revision,
        @Nullable Instant scheduledFor) implements Sent {}
