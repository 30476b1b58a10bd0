package org.batuta.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.kernel.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What is to be done for whom on which server, as it was planned: nothing of it ever changes. */
@MappedSuperclass
abstract class Assignment {

    /** What stands for a secret. */
    public static final String MASK = "••••••••";

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passphrase|secret|token|verifier|hash|private).*");

    @Id
    private UUID id;

    private UUID stepId;
    private int position;
    private UUID requestId;
    private UUID accountId;
    private String accountName;
    private UUID serviceId;
    private String serviceType;
    private String serviceName;
    private @Nullable UUID serverId;

    @Enumerated(EnumType.STRING)
    private Verb verb;

    private @Nullable String scriptName;
    private @Nullable String scriptSha;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> parameters;

    private @Nullable UUID envelopeId;

    @JdbcTypeCode(SqlTypes.JSON)
    private JsonNode snapshot;

    private @Nullable String planSha;
    private int limitSeconds;
    private String askedBy;
    private @Nullable UUID undoes;
    private @Nullable UUID checks;
    private @Nullable UUID retries;
    private Instant created;

    @SuppressWarnings("NullAway.Init")
    protected Assignment() {}

    Assignment(
            Step step, int position, PlannedOperation planned, @Nullable Script script, Duration limit, Instant now) {
        this.id = Ids.next();
        this.stepId = step.id();
        this.position = position;
        this.requestId = step.requestId();
        this.serverId = step.serverId();
        this.accountId = planned.accountId();
        this.accountName = planned.accountName();
        this.serviceId = planned.serviceId();
        this.serviceType = planned.serviceType();
        this.serviceName = planned.serviceName();
        this.verb = planned.verb();
        this.parameters = planned.parameters();
        this.envelopeId = planned.envelopeId();
        this.snapshot = planned.snapshot();
        this.askedBy = planned.askedBy();
        this.undoes = planned.undoes();
        this.scriptName = script == null ? null : script.name();
        this.scriptSha = script == null ? null : script.sha256();
        this.planSha = PlanHash.of(serverId, planned, script);
        this.limitSeconds = Math.toIntExact(limit.toSeconds());
        this.created = now;
    }

    /** The question whether the server is as this wanted it. */
    PlannedOperation toBeChecked(Map<String, String> wanted) {
        return new PlannedOperation(
                accountId,
                accountName,
                serviceId,
                serviceType,
                serviceName,
                Verb.CHECK,
                wanted,
                null,
                JsonNodeFactory.instance.objectNode(),
                askedBy,
                null);
    }

    /** The same once more, on the same server, as it was wanted then; nothing sealed goes with it. */
    PlannedOperation onceMore() {
        return new PlannedOperation(
                accountId,
                accountName,
                serviceId,
                serviceType,
                serviceName,
                verb,
                parameters,
                null,
                snapshot,
                askedBy,
                undoes);
    }

    /** Said once, while this is planned. */
    void triesAgain(Assignment other) {
        retries = other.id;
    }

    /** Said once, while this is planned. */
    void looksFor(Assignment other) {
        checks = other.id;
    }

    public UUID id() {
        return id;
    }

    public UUID stepId() {
        return stepId;
    }

    public int position() {
        return position;
    }

    public UUID requestId() {
        return requestId;
    }

    /** Whether it is about the server itself, so that neither a request nor a service stands behind it. */
    public boolean isOfServer() {
        return requestId.equals(serverId);
    }

    public UUID accountId() {
        return accountId;
    }

    public String accountName() {
        return accountName;
    }

    public UUID serviceId() {
        return serviceId;
    }

    public String serviceType() {
        return serviceType;
    }

    public String serviceName() {
        return serviceName;
    }

    /** Null for probes. */
    public @Nullable UUID serverId() {
        return serverId;
    }

    public Verb verb() {
        return verb;
    }

    public @Nullable String scriptName() {
        return scriptName;
    }

    public @Nullable String scriptSha() {
        return scriptSha;
    }

    /**
     * A hash of server, type, verb, script and parameters, the same for every plan that does the same; null before that
     * was kept.
     */
    public @Nullable String planSha() {
        return planSha;
    }

    /** What the script gets, without what comes out of the envelope. */
    public Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    /** The same as people may see it, in the order in which it is sent: what is or verifies a secret is masked. */
    public SortedMap<String, String> shownParameters() {
        SortedMap<String, String> shown = Entry.inOrder(parameters);
        shown.replaceAll((name, value) -> SECRET.matcher(name).matches() ? MASK : value);
        return shown;
    }

    public @Nullable UUID envelopeId() {
        return envelopeId;
    }

    /** The wanted state when this was planned; survives the service. */
    public JsonNode snapshot() {
        return snapshot;
    }

    public Duration limit() {
        return Duration.ofSeconds(limitSeconds);
    }

    public String askedBy() {
        return askedBy;
    }

    public @Nullable UUID undoes() {
        return undoes;
    }

    /** The operation whose effect this one looks for. */
    public @Nullable UUID checks() {
        return checks;
    }

    /** The operation that this one tries again, after everything about that one had ended. */
    public @Nullable UUID retries() {
        return retries;
    }

    public Instant created() {
        return created;
    }
}
