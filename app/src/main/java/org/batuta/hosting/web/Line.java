package org.batuta.hosting.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a timeline in the reader's words.
 *
 * @param until when it goes on by itself, if it waits
 */
record Line(Instant at, String tone, String text, @Nullable Instant until) {}
