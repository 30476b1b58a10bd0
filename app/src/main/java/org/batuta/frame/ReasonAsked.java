package org.batuta.frame;

import jakarta.validation.constraints.NotNull;

/**
 * What a program sends that says why.
 *
 * @param reason one line
 */
public record ReasonAsked(@NotNull String reason) implements Sent {}
