package org.batuta.hosting.web;

import jakarta.validation.constraints.NotNull;
import org.batuta.frame.Sent;

/**
 * What a program sends that offers a service to another account.
 *
 * @param receiver the number of that account
 */
record TransferAsked(@NotNull String receiver) implements Sent {}
