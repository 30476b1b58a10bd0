package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.jspecify.annotations.Nullable;

/**
 * What a program sends that wants to know what a new service would have run, whatever password it will have.
 *
 * @param type what it would be, as {@code domains}
 * @param spec what would be wanted of it: the fields of its type
 * @param scheduledFor when it would begin; nothing for at once
 */
record DryRunAsked(
        @NotNull Link account,
        @NotNull String type,
        @NotNull JsonNode spec,
        @Nullable Instant scheduledFor) implements Sent {}
