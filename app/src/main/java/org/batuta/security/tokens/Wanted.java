package org.batuta.security.tokens;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a token to be.
 *
 * @param name what the person calls it; no two of one person at a time
 * @param accountId the account for which it acts; null for what the person may do as one of the staff
 * @param life how long it opens anything
 * @param addresses from where it may be used, as {@code 192.0.2.0/24}; empty for everywhere
 */
public record Wanted(String name, @Nullable UUID accountId, Scope scope, Duration life, List<String> addresses) {}
