package org.batuta.accounts;

import java.util.Locale;
import java.util.UUID;

/** That somebody must say that letters to an address are read; it is told by a letter to that address. */
public record ContactToConfirm(UUID contactId, String account, String email, Locale language) {}
