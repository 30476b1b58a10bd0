package org.batuta.notifications;

import java.time.Duration;
import java.util.Map;
import org.batuta.accounts.ContactBook;
import org.batuta.accounts.ContactToConfirm;
import org.batuta.kernel.Ids;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks whoever reads an emergency address to say so. */
@Component
class ConfirmationLetters {

    private static final Duration LASTS = Duration.ofDays(7);

    private final Letters letters;

    ConfirmationLetters(Letters letters) {
        this.letters = letters;
    }

    @EventListener
    void ask(ContactToConfirm contact) {
        LinkOnce link = new LinkOnce("/contacts/confirm/", ContactBook.CONFIRM, contact.contactId(), LASTS);
        letters.tellAddress(
                contact.email(),
                contact.language(),
                "confirm-contact/" + Ids.next(),
                "confirm-contact",
                Map.of("account", contact.account(), "days", LASTS.toDays(), "link", link.asValue()));
    }
}
