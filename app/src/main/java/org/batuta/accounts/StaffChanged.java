package org.batuta.accounts;

/**
 * Somebody has another role with the provider from now on, or none, or is shut out. Published in the transaction that
 * makes it so.
 *
 * @param login who
 */
public record StaffChanged(String login) {}
