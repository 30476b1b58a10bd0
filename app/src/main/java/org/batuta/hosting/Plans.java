package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Step;
import org.batuta.orchestration.Verb;
import org.batuta.secrets.Envelopes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a wish into operations: which script with which parameters on which server, in which order, and back. */
@Component
class Plans {

    private final Operations operations;
    private final ServiceTypes types;
    private final Places places;
    private final Accounts accounts;
    private final Envelopes envelopes;

    Plans(Operations operations, ServiceTypes types, Places places, Accounts accounts, Envelopes envelopes) {
        this.operations = operations;
        this.types = types;
        this.places = places;
        this.accounts = accounts;
        this.envelopes = envelopes;
    }

    void change(Request request, Service service) {
        operations.supersede(request.id());
        JsonNode wanted = Objects.requireNonNull(request.wanted());
        Draft draft = draft(request, service, wanted, true);
        draft.places().forEach(place -> plan(draft, place, false, changing(draft, place)));
        probe(draft, request.verb() == Request.Verb.CREATE ? Look.CREATED : Look.CHANGED, false);
    }

    private List<PlannedOperation> changing(Draft draft, Place place) {
        List<PlannedOperation> planned = new ArrayList<>();
        planned.add(draft.operation(Verb.APPLY, place));
        if (draft.request().envelopeId() != null && place.role() == Role.PRIMARY) {
            planned.add(draft.operation(Verb.SET_PASSWORD, place));
        }
        return planned;
    }

    void suspend(Request request, Service service) {
        operations.supersede(request.id());
        Draft draft = draft(request, service, service.spec(), false);
        draft.places().forEach(place -> plan(draft, place, false, List.of(draft.operation(Verb.APPLY, place))));
        probe(draft, Look.GONE, false);
    }

    void remove(Request request, Service service) {
        Draft draft = draft(request, service, service.spec(), false);
        backwards(draft.places())
                .forEach(place -> plan(draft, place, false, List.of(draft.operation(Verb.REMOVE, place))));
    }

    /**
     * What is taken away goes backwards; what was there before is applied in its own order, for secondaries follow
     * primaries, and is then to be seen from outside.
     */
    void undo(Request request, Service service) {
        operations.supersede(request.id());
        JsonNode before = request.before();
        boolean wasThere = before != null;
        JsonNode spec = before != null ? before : Objects.requireNonNull(request.wanted());
        Draft draft = draft(request, service, spec, wasThere);
        Verb verb = wasThere ? Verb.APPLY : Verb.REMOVE;
        Map<UUID, UUID> undone = undone(request.id());
        (wasThere ? draft.places() : backwards(draft.places()))
                .stream()
                        .filter(place -> undone.containsKey(place.serverId()))
                        .forEach(place -> plan(
                                draft,
                                place,
                                true,
                                List.of(draft.undoing(
                                        verb, place, Objects.requireNonNull(undone.get(place.serverId()))))));
        if (wasThere && !undone.isEmpty()) {
            probe(draft, Look.CHANGED, true);
        }
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

    private static List<Place> backwards(List<Place> places) {
        List<Place> backwards = new ArrayList<>(places);
        Collections.reverse(backwards);
        return backwards;
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

    /** The last look from outside saw what it looked for, whatever servers said. */
    boolean isSeenAgain(UUID requestId) {
        return operations.ofRequest(requestId).stream()
                .filter(operation -> operation.verb() == Verb.PROBE)
                .reduce((earlier, later) -> later)
                .filter(look -> look.state().isDone())
                .isPresent();
    }

    void shred(Request request) {
        UUID envelope = request.envelopeId();
        if (envelope != null) {
            envelopes.shred(envelope);
        }
    }

    private void plan(Draft draft, Place place, boolean undo, List<PlannedOperation> planned) {
        operations.plan(new PlannedStep(draft.request().id(), place.serverId(), undo, planned));
    }

    private void probe(Draft draft, Look look, boolean undo) {
        PlannedOperation probe = draft.probe(look);
        operations.plan(new PlannedStep(draft.request().id(), null, undo, List.of(probe)));
    }

    private Draft draft(Request request, Service service, JsonNode spec, boolean active) {
        String account = accounts.findById(service.accountId()).orElseThrow().name();
        return draft(types.of(service.type()), request, service, spec, active, account);
    }

    private <S extends Record> Draft draft(
            ServiceType<S> type, Request request, Service service, JsonNode spec, boolean active, String account) {
        Wish<S> wish = places.wish(type, service, spec, active);
        return new Draft(
                request, service, spec, account, wish.places(), (verb, place) -> type.parameters(verb, wish, place));
    }

    /** What all operations of one plan share. */
    private record Draft(
            Request request,
            Service service,
            JsonNode spec,
            String account,
            List<Place> places,
            BiFunction<Verb, Place, Map<String, String>> parameters) {

        Optional<Place> place(UUID serverId) {
            return places.stream()
                    .filter(place -> place.serverId().equals(serverId))
                    .findFirst();
        }

        PlannedOperation operation(Verb verb, Place place) {
            UUID envelope = verb == Verb.SET_PASSWORD ? request.envelopeId() : null;
            return planned(verb, parameters.apply(verb, place), envelope, null);
        }

        PlannedOperation undoing(Verb verb, Place place, UUID undone) {
            return planned(verb, parameters.apply(verb, place), null, undone);
        }

        PlannedOperation probe(Look look) {
            return planned(Verb.PROBE, Map.of("look", look.name()), null, null);
        }

        private PlannedOperation planned(
                Verb verb, Map<String, String> parameters, @Nullable UUID envelope, @Nullable UUID undoes) {
            return new PlannedOperation(
                    service.accountId(),
                    account,
                    service.id(),
                    service.type(),
                    service.name(),
                    verb,
                    parameters,
                    envelope,
                    spec,
                    request.askedBy(),
                    undoes);
        }
    }
}
