package org.batuta.orchestration;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * One try of an operation, written once when its end is known and never changed. A number has a second row only when
 * an attempt that counted as LOST was later found in the server's journal.
 */
@Entity
@Immutable
public class Attempt implements Persistable<UUID> {

    @Id
    private UUID id;

    private UUID operationId;
    private int number;

    @Enumerated(EnumType.STRING)
    private Trigger trigger;

    private String triggeredBy;
    private String node;
    private @Nullable UUID serverId;
    private @Nullable String serverName;
    private @Nullable String scriptName;
    private @Nullable String scriptSha;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> parameters;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private @Nullable Integer exitCode;
    private @Nullable String symptom;
    private String stdout;
    private long stdoutBytes;
    private String stderr;
    private long stderrBytes;
    private @Nullable String note;
    private @Nullable String processInstanceId;
    private Instant started;
    private Instant ended;

    @SuppressWarnings("NullAway.Init")
    protected Attempt() {}

    Attempt(Step step, Operation operation, @Nullable String serverName, String node, Result result, Instant now) {
        this.id = Ids.next();
        this.operationId = operation.id();
        this.number = operation.attempts();
        this.trigger = step.trigger();
        this.triggeredBy = step.triggeredBy();
        this.node = node;
        this.serverId = operation.serverId();
        this.serverName = serverName;
        this.scriptName = operation.scriptName();
        this.scriptSha = operation.scriptSha();
        this.parameters = operation.parameters();
        this.outcome = result.outcome();
        this.exitCode = result.exitCode();
        this.symptom = result.symptom();
        this.stdout = result.stdout().text();
        this.stdoutBytes = result.stdout().bytes();
        this.stderr = result.stderr().text();
        this.stderrBytes = result.stderr().bytes();
        this.note = result.note();
        this.processInstanceId = step.processInstanceId();
        Instant began = operation.started();
        this.started = began == null ? now : began;
        this.ended = now;
    }

    public UUID id() {
        return id;
    }

    public UUID operationId() {
        return operationId;
    }

    public int number() {
        return number;
    }

    public Trigger trigger() {
        return trigger;
    }

    /** The login of the person behind it. */
    public String triggeredBy() {
        return triggeredBy;
    }

    /** The node of the platform that saw the end. */
    public String node() {
        return node;
    }

    public @Nullable UUID serverId() {
        return serverId;
    }

    public @Nullable String serverName() {
        return serverName;
    }

    public @Nullable String scriptName() {
        return scriptName;
    }

    public @Nullable String scriptSha() {
        return scriptSha;
    }

    public Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    public Outcome outcome() {
        return outcome;
    }

    public @Nullable Integer exitCode() {
        return exitCode;
    }

    public @Nullable String symptom() {
        return symptom;
    }

    /** Text of a hostile origin: show it escaped, never evaluate it. */
    public String stdout() {
        return stdout;
    }

    public long stdoutBytes() {
        return stdoutBytes;
    }

    /** Text of a hostile origin: show it escaped, never evaluate it. */
    public String stderr() {
        return stderr;
    }

    public long stderrBytes() {
        return stderrBytes;
    }

    /** In our own words: which processes were killed, why nothing was sent. */
    public @Nullable String note() {
        return note;
    }

    public @Nullable String processInstanceId() {
        return processInstanceId;
    }

    public Instant started() {
        return started;
    }

    public Instant ended() {
        return ended;
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
