package org.batuta.hosting.mailboxes;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.ProbeResult;
import org.springframework.stereotype.Component;

/**
 * Looks at a mailbox as the world does: a mail server must take mail for it, and what was sent must lie in it. At its
 * creation a test message is sent, seen, and expunged (decision 8); later only the door and the quota are looked at.
 */
@Component
class MailProbe {

    private final MailDoor door;
    private final MailStore store;

    MailProbe(MailDoor door, MailStore store) {
        this.door = door;
        this.store = store;
    }

    ProbeResult look(Wish<MailboxSpec> wish, Look look) {
        List<String> evidence = new ArrayList<>();
        boolean seen = !wish.places().isEmpty();
        for (Place place : wish.places()) {
            try {
                seen &= look == Look.GONE ? isGone(wish, place, evidence) : works(wish, look, place, evidence);
            } catch (MessagingException e) {
                seen = false;
                evidence.add(place.server() + ": " + e.getMessage());
            }
        }
        return new ProbeResult(seen, String.join("\n", evidence));
    }

    private boolean isGone(Wish<MailboxSpec> wish, Place place, List<String> evidence) throws MessagingException {
        MailDoor.Answer answer = door.ask(place.address(), wish.spec().address());
        evidence.add(place.server() + ": " + answer.text());
        return answer.refusedForGood();
    }

    private boolean works(Wish<MailboxSpec> wish, Look look, Place place, List<String> evidence)
            throws MessagingException {
        MailDoor.Answer answer = door.ask(place.address(), wish.spec().address());
        evidence.add(place.server() + ": " + answer.text());
        if (!answer.accepted()) {
            return false;
        }
        String mark = wish.serviceId().toString();
        if (look == Look.CREATED) {
            door.send(place.address(), wish.spec(), mark);
        }
        MailStore.Seen seen = store.look(place.address(), wish.spec().address(), mark, look == Look.CREATED);
        long wished = wish.spec().quotaMb() * 1024L;
        evidence.add(place.server() + ": quota " + seen.quotaKib() + " KiB, wished " + wished
                + (look == Look.CREATED ? ", test message " + (seen.message() ? "arrived" : "not there yet") : ""));
        return seen.quotaKib() == wished && (look != Look.CREATED || seen.message());
    }
}
