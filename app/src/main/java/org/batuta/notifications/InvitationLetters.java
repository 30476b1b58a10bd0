package org.batuta.notifications;

import java.util.Map;
import org.batuta.accounts.Invitations;
import org.batuta.accounts.PersonInvited;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks whoever reads an address to belong to an account. */
@Component
class InvitationLetters {

    private final Letters letters;

    InvitationLetters(Letters letters) {
        this.letters = letters;
    }

    @EventListener
    void ask(PersonInvited invited) {
        LinkOnce link = new LinkOnce("/invitation/", Invitations.PURPOSE, invited.invitationId(), invited.lasts());
        letters.tellAddress(
                invited.email(),
                invited.language(),
                "invitation/" + invited.invitationId(),
                "invitation",
                Map.of(
                        "account",
                        invited.account(),
                        "who",
                        invited.by(),
                        "role",
                        invited.role().name(),
                        "days",
                        invited.lasts().toDays(),
                        "link",
                        link.asValue()));
    }
}
