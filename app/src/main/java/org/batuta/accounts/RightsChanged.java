package org.batuta.accounts;

import java.util.UUID;

/**
 * Somebody may do something else from now on, or nothing any more. Published in the transaction that makes it so.
 *
 * @param personId who
 */
public record RightsChanged(UUID personId) {}
