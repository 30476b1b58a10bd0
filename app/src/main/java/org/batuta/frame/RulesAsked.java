package org.batuta.frame;

import jakarta.validation.constraints.NotNull;

/**
 * What a program sends that brings a table of rules into force.
 *
 * @param table as people write it: a rule on each line
 * @param instead the number of the version that it was made from, so that nobody undoes what another one did meanwhile
 */
public record RulesAsked(@NotNull String table, @NotNull Integer instead) implements Sent {}
