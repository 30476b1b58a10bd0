package org.batuta.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as programs get it.
 *
 * @param next the address of the part that follows; null when there is none
 */
public record Listing<T>(List<T> items, @Nullable String next) {}
