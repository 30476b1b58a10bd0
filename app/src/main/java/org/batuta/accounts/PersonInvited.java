package org.batuta.accounts;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * Somebody is asked to belong to an account. Published in the transaction that writes the invitation.
 *
 * @param account its name
 * @param language of the account
 * @param by the name of who invites
 * @param lasts how long the invitation waits
 */
public record PersonInvited(
        UUID invitationId, String account, String email, Locale language, Role role, String by, Duration lasts) {}
