package org.batuta.live;

import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page: what it is about and who looks at it. */
record Page(Set<String> topics, String person, SseEmitter emitter) {

    private static final Logger LOG = LoggerFactory.getLogger(Page.class);

    boolean changed() {
        return send(SseEmitter.event()
                .name("changed")
                .data(String.join(" ", topics))
                .reconnectTime(1000));
    }

    boolean beat() {
        return send(SseEmitter.event().comment(""));
    }

    /** False when nobody reads any more; the web server ends such a page by itself. */
    private boolean send(SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
            return true;
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The reader of {} went away: {}", topics, e.getMessage());
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
