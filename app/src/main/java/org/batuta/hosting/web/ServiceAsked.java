package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a program sends that asks for a new service.
 *
 * @param type what it shall be, as {@code domains}
 * @param spec what is wanted of it: the fields of its type
 * @param password where the type takes one; nobody keeps it
 * @param scheduledFor when it shall begin; nothing for at once
 */
record ServiceAsked(
        @NotNull Link account,
        @NotNull String type,
        @NotNull JsonNode spec,
        @Nullable Secret password,
        @Nullable Instant scheduledFor)
        implements Sent {}
