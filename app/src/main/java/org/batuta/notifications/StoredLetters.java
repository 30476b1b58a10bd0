package org.batuta.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The letters in the database. */
@Component
class StoredLetters {

    private static final TypeReference<Map<String, Object>> MODEL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    StoredLetters(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** False when this reader was told of this event before. */
    boolean add(Letter letter) {
        return jdbc.sql("""
                        insert into letter (id, event_key, recipient, language, template, model, alarm, way, written)
                        values (:id, :eventKey, :recipient, :language, :template, :model::json, :alarm, :way, :now)
                        on conflict (event_key, recipient) do nothing""")
                        .param("id", letter.id())
                        .param("eventKey", letter.eventKey())
                        .param("recipient", letter.recipient())
                        .param("language", letter.language().toLanguageTag())
                        .param("template", letter.template())
                        .param("model", write(letter.model()))
                        .param("alarm", letter.alarm())
                        .param("way", letter.way().name())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The letter, unless it was sent already, or another told that it was held back. */
    Optional<Letter> unsent(UUID id) {
        return jdbc.sql("select * from letter where id = :id and sent is null and told_by is null for update")
                .param("id", id)
                .query((row, n) -> new Letter(
                        id,
                        row.getString("event_key"),
                        row.getString("recipient"),
                        Locale.forLanguageTag(row.getString("language")),
                        row.getString("template"),
                        read(row.getString("model")),
                        row.getBoolean("alarm"),
                        Letter.Way.valueOf(row.getString("way"))))
                .optional();
    }

    boolean isUnderWay(String eventKey) {
        return jdbc.sql("select exists (select 1 from letter where event_key = ? and sent is null)")
                .param(eventKey)
                .query(Boolean.class)
                .single();
    }

    void markSent(UUID id) {
        jdbc.sql("update letter set sent = :now where id = :id")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private String write(Map<String, Object> model) {
        try {
            return json.writeValueAsString(model);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A letter cannot tell this", e);
        }
    }

    private Map<String, Object> read(String model) {
        try {
            return json.readValue(model, MODEL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A letter cannot be read", e);
        }
    }
}
