package org.batuta.hosting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.springframework.data.domain.Persistable;

/**
 * One line of a request's timeline. The words are made when it is read, in the reader's language, from the message
 * {@code timeline.<kind>}; the arguments are names, states and instants, never output of a server.
 */
@Entity
@Table(name = "request_event")
public class RequestEvent implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID requestId;
    private Instant at;
    private String kind;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> args;

    @SuppressWarnings("NullAway.Init")
    protected RequestEvent() {}

    RequestEvent(UUID requestId, Instant at, String kind, Map<String, String> args) {
        this.id = Ids.next();
        this.requestId = requestId;
        this.at = at;
        this.kind = kind;
        this.args = args;
    }

    /** The request it belongs to. */
    public UUID requestId() {
        return requestId;
    }

    /** When it happened. */
    public Instant at() {
        return at;
    }

    /** What happened. */
    public String kind() {
        return kind;
    }

    /** With whom and until when: {@code server}, {@code outcome}, {@code until}, {@code by}. */
    public Map<String, String> args() {
        return args;
    }

    @Override
    public UUID getId() {
        return id;
    }

    /** Written once, so there is nothing to look for before it is. */
    @Override
    public boolean isNew() {
        return true;
    }
}
