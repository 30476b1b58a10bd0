package org.batuta.orchestration;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of some work carries, so that one request, operation or process instance can be followed through
 * all nodes; the engine and the doors add theirs under the same names.
 */
final class Trail implements AutoCloseable {

    private static final String REQUEST = "request";
    private static final String OPERATION = "operation";
    private static final String INSTANCE = "processInstanceId";

    private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

    private Trail(@Nullable UUID request, @Nullable UUID operation, @Nullable String instance) {
        if (request != null) {
            MDC.put(REQUEST, request.toString());
        }
        if (operation != null) {
            MDC.put(OPERATION, operation.toString());
        }
        if (instance != null) {
            MDC.put(INSTANCE, instance);
        }
    }

    /** What all operations of a claim share. */
    static Trail of(Claim claim) {
        List<UUID> requests =
                claim.operations().stream().map(Operation::requestId).distinct().toList();
        List<Operation> all = claim.operations();
        return new Trail(
                requests.size() == 1 ? requests.get(0) : null,
                all.size() == 1 ? all.get(0).id() : null,
                null);
    }

    static Trail of(Step step) {
        return new Trail(step.requestId(), null, step.processInstanceId());
    }

    static Trail of(Operation operation, Attempt attempt) {
        return new Trail(operation.requestId(), operation.id(), attempt.processInstanceId());
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
