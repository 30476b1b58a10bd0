package org.batuta.notifications;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One thing told to one reader. It is written with the event it tells of, in one transaction, and sent by a process;
 * the event's key keeps it from being written twice.
 *
 * @param alarm whether it wants a person of the staff; of these a reader gets only so many an hour ({@link HeldBack})
 */
record Letter(
        UUID id,
        String eventKey,
        String recipient,
        Locale language,
        String template,
        Map<String, Object> model,
        boolean alarm,
        Way way) {

    /** By which mail server it goes. */
    enum Way {
        USUAL,
        /** By somebody else's, because ours may be what does not work. */
        OUTSIDE
    }

    Letter linking(String path) {
        return with("link", path);
    }

    /** The same, telling as well how many were held back. */
    Letter andMore(int heldBack) {
        return with("more", heldBack);
    }

    private Letter with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(model);
        more.put(name, value);
        return new Letter(id, eventKey, recipient, language, template, more, alarm, way);
    }
}
