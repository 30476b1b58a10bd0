package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.Step;
import org.batuta.orchestration.Verb;
import org.batuta.secrets.Envelopes;
import org.springframework.stereotype.Component;

/** What a request has for servers: written down as its draft says, and looked at again when its process goes on. */
@Component
class Plans {

    private final Operations operations;
    private final Drafts drafts;
    private final Places places;
    private final Envelopes envelopes;

    Plans(Operations operations, Drafts drafts, Places places, Envelopes envelopes) {
        this.operations = operations;
        this.drafts = drafts;
        this.places = places;
        this.envelopes = envelopes;
    }

    void change(Request request, Service service) {
        operations.supersede(request.id());
        write(drafts.change(request, service, places.of(service.id())));
    }

    void setPassword(Request request, Service service) {
        operations.supersede(request.id());
        write(drafts.setPassword(request, service, places.of(service.id())));
    }

    UUID prove(Request request, Service service, UUID present) {
        return operations
                .plan(drafts.prove(request, service, places.of(service.id()), present))
                .id();
    }

    /** Nothing that was planned and is not done will be. */
    void drop(Request request) {
        operations.supersede(request.id());
    }

    void suspend(Request request, Service service) {
        operations.supersede(request.id());
        write(drafts.suspend(request, service, places.of(service.id())));
    }

    void resume(Request request, Service service) {
        operations.supersede(request.id());
        write(drafts.resume(request, service, places.of(service.id())));
    }

    void remove(Request request, Service service) {
        write(drafts.remove(request, service, places.of(service.id())));
    }

    void undo(Request request, Service service) {
        operations.supersede(request.id());
        write(drafts.undo(request, service, places.of(service.id()), undone(request.id())));
    }

    private void write(List<PlannedStep> steps) {
        steps.forEach(operations::plan);
    }

    /** By server: of all that has begun there, the newest operation. */
    private Map<UUID, UUID> undone(UUID requestId) {
        List<Operation> all = operations.ofRequest(requestId);
        Map<UUID, UUID> undone = new HashMap<>();
        operations
                .begun(requestId)
                .forEach(step -> undone.put(Objects.requireNonNull(step.serverId()), first(all, step)));
        return undone;
    }

    private static UUID first(List<Operation> all, Step step) {
        return all.stream()
                .filter(operation -> operation.stepId().equals(step.id()) && operation.attempts() > 0)
                .map(Operation::id)
                .findFirst()
                .orElseThrow();
    }

    Optional<UUID> next(UUID requestId, boolean undo) {
        return operations.next(requestId, undo);
    }

    boolean look(UUID stepId, String executionId, String processInstanceId) {
        return operations.submit(stepId, executionId, processInstanceId);
    }

    Optional<UUID> probeStep(UUID requestId) {
        return operations.probes(requestId);
    }

    int looks(UUID requestId) {
        return operations
                .probes(requestId)
                .map(step -> operations.ofRequest(requestId).stream()
                        .filter(operation -> operation.stepId().equals(step))
                        .mapToInt(Operation::attempts)
                        .sum())
                .orElse(0);
    }

    boolean isRemoved(UUID requestId) {
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.verb() == Verb.REMOVE)
                .allMatch(operation -> operation.state().isDone());
    }

    /** Everything was taken back, and what was there before is seen to work again, or was accepted unseen. */
    boolean couldBeUndone(UUID requestId) {
        return operations.probes(requestId).isEmpty()
                && operations.ofRequest(requestId).stream()
                        .filter(operation -> operation.undoes() != null)
                        .allMatch(operation ->
                                operation.state().isDone() || operation.state() == OperationState.SUPERSEDED);
    }

    /** The wish for which the last look from outside was planned, with everything before it. */
    JsonNode proven(UUID requestId) {
        return lastLook(requestId).map(Operation::snapshot).orElseThrow();
    }

    /** The last look from outside saw what it looked for, whatever servers said. */
    boolean isSeenAgain(UUID requestId) {
        return lastLook(requestId).filter(look -> look.state().isDone()).isPresent();
    }

    private Optional<Operation> lastLook(UUID requestId) {
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.verb() == Verb.PROBE)
                .reduce((earlier, later) -> later);
    }

    void shred(Request request) {
        UUID envelope = request.envelopeId();
        if (envelope != null) {
            envelopes.shred(envelope);
        }
        if (request.isByHolder()) {
            operations.ofRequest(request.id()).stream()
                    .map(Operation::envelopeId)
                    .filter(Objects::nonNull)
                    .forEach(envelopes::shred);
        }
    }
}
