package org.batuta.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One verb of one service, as its service type wants it.
 *
 * @param parameters what the script gets; never a secret
 * @param made the names of parameters whose value is made anew whenever this is planned, as the serial of a zone
 * @param envelopeId opened only when the script is sent; its {@code name NUL value NUL} pairs join the parameters
 * @param snapshot the wanted state at this moment, so that the operation can be retried when the service is gone
 * @param askedBy the login of the person behind the request
 * @param undoes the operation whose effect this one takes back
 */
public record PlannedOperation(
        UUID accountId,
        String accountName,
        UUID serviceId,
        String serviceType,
        String serviceName,
        Verb verb,
        Map<String, String> parameters,
        Set<String> made,
        @Nullable UUID envelopeId,
        JsonNode snapshot,
        String askedBy,
        @Nullable UUID undoes) {

    /** No parameter may have what a script cannot get: NUL, or half a character. */
    public PlannedOperation {
        parameters = Map.copyOf(parameters);
        made = Set.copyOf(made);
        if (!parameters.values().stream().allMatch(PlannedOperation::canBeSent)) {
            throw new IllegalArgumentException("A parameter of " + serviceType + " cannot be sent");
        }
    }

    /** One of which nothing is made anew. */
    public PlannedOperation(
            UUID accountId,
            String accountName,
            UUID serviceId,
            String serviceType,
            String serviceName,
            Verb verb,
            Map<String, String> parameters,
            @Nullable UUID envelopeId,
            JsonNode snapshot,
            String askedBy,
            @Nullable UUID undoes) {
        this(
                accountId,
                accountName,
                serviceId,
                serviceType,
                serviceName,
                verb,
                parameters,
                Set.of(),
                envelopeId,
                snapshot,
                askedBy,
                undoes);
    }

    private static boolean canBeSent(String value) {
        return value.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
