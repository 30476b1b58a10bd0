package org.batuta.frame;

import java.time.Instant;

/**
 * One version of a table of rules as programs see it.
 *
 * @param since when it came into force
 * @param by the login of who made it; {@code batuta} for what a release brought
 * @param table as people write it: a rule on each line
 */
public record RulesShown(int version, Instant since, String by, String table) {}
