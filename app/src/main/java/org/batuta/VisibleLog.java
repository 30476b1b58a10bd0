package org.batuta;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.batuta.kernel.PlainText;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Makes what the JSON log says harmless to look at: hidden characters, which a server or a person may have sent, are
 * spelled out, so that no terminal obeys them and nothing reads in another order than it was written.
 */
class VisibleLog implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

    @Override
    public void customize(JsonWriter.Members<ILoggingEvent> members) {
        members.applyingValueProcessor(JsonWriter.ValueProcessor.of(String.class, PlainText::visible));
    }
}
