package org.batuta.accounts;

import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a closed account because it must be (L16; GDPR, article 17, paragraph 3). A module that has to keep
 * something, as billing its invoices, contributes a bean; {@code accounts.hold.NAME} and {@code accounts.hold.NAME.why}
 * are its words.
 */
public interface Hold {

    /** How it is called in the messages. */
    String name();

    /** How long it is kept after the account was closed; null for good. */
    @Nullable
    Period period();

    /** How much of it there is. */
    long kept(UUID accountId);
}
