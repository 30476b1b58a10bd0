package org.batuta.notifications;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.secrets.OneTimeLinks;

/**
 * A link that opens something once, for the value {@code link} of a letter. The letter keeps what the link is for; the
 * token is made when it is handed to the mail server, and so is never stored, and its time counts from there.
 *
 * @param path of our site, ending with a slash, behind which the token comes
 * @param purpose as in {@link OneTimeLinks}
 * @param subject what it opens
 * @param lasts how long
 */
public record LinkOnce(String path, String purpose, UUID subject, Duration lasts) {

    /** As a value that a letter can keep. */
    public Map<String, String> asValue() {
        return Map.of("path", path, "purpose", purpose, "subject", subject.toString(), "lasts", lasts.toString());
    }

    /** The link itself, with a new token. */
    String path(OneTimeLinks links) {
        return path + links.make(purpose, subject, lasts);
    }

    static LinkOnce of(Map<?, ?> value) {
        return new LinkOnce(
                String.valueOf(value.get("path")),
                String.valueOf(value.get("purpose")),
                UUID.fromString(String.valueOf(value.get("subject"))),
                Duration.parse(String.valueOf(value.get("lasts"))));
    }
}
