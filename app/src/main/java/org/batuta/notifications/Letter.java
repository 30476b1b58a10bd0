package org.batuta.notifications;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One thing told to one reader. It is written with the event it tells of, in one transaction, and sent by a process;
 * the event's key keeps it from being written twice.
 */
record Letter(UUID id, String eventKey, String recipient, Locale language, String template, Map<String, Object> model) {

    Letter linking(String path) {
        Map<String, Object> linked = new HashMap<>(model);
        linked.put("link", path);
        return new Letter(id, eventKey, recipient, language, template, linked);
    }
}
