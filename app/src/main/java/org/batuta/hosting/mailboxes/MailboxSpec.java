package org.batuta.hosting.mailboxes;

import java.util.Objects;

/**
 * The wish for a mailbox.
 *
 * @param localPart what stands before the {@code @}
 * @param domain the domain of the address, which the account has as a service
 * @param quotaMb how much mail it holds, in units of 1 048 576 bytes
 */
public record MailboxSpec(String localPart, String domain, int quotaMb) {

    /** Missing texts are empty ones. */
    public MailboxSpec {
        localPart = Objects.requireNonNullElse(localPart, "");
        domain = Objects.requireNonNullElse(domain, "");
    }

    String address() {
        return localPart + "@" + domain;
    }
}
