package org.batuta.frame;

import jakarta.validation.constraints.NotNull;

/**
 * A table of rules of which a program asks what it would change.
 *
 * @param table as people write it: a rule on each line
 */
public record TableAsked(@NotNull String table) implements Sent {}
