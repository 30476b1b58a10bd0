package org.batuta.hosting.web;

import jakarta.validation.constraints.NotNull;
import org.batuta.frame.Sent;
import org.batuta.secrets.Secret;

/**
 * What a program sends that asks for another password of a service.
 *
 * @param password nobody keeps it
 */
record PasswordAsked(@NotNull Secret password) implements Sent {}
