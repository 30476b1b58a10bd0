package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a wish into steps: which script with which parameters on which server, in which order, and back. Nothing is
 * written here: plans write the steps down, dry runs show them.
 */
@Component
class Drafts {

    private static final String FINGERPRINT = "fingerprint";

    private final ServiceTypes types;
    private final Accounts accounts;

    Drafts(ServiceTypes types, Accounts accounts) {
        this.types = types;
        this.accounts = accounts;
    }

    /** Makes it as it is wanted, and looks. */
    List<PlannedStep> change(Request request, Service service, List<Place> places) {
        Draft draft = draft(request, service, places, Objects.requireNonNull(request.wanted()), true);
        List<PlannedStep> steps = new ArrayList<>();
        places.forEach(place -> steps.add(step(request, place, false, changing(request, draft, place))));
        steps.add(look(request, draft, request.verb() == Request.Verb.CREATE ? Look.CREATED : Look.CHANGED, false));
        return steps;
    }

    private static List<PlannedOperation> changing(Request request, Draft draft, Place place) {
        List<PlannedOperation> planned = new ArrayList<>();
        planned.add(draft.operation(Verb.APPLY, place));
        if (request.envelopeId() != null && draft.keepsPassword(place)) {
            planned.add(draft.opening(request, place));
        }
        return planned;
    }

    /** Hands the verifier to each server that keeps it, and has it shown there. */
    List<PlannedStep> setPassword(Request request, Service service, List<Place> places) {
        Draft draft = draft(request, service, places, service.spec(), true);
        return places.stream()
                .filter(draft::keepsPassword)
                .map(place -> step(
                        request, place, false, List.of(draft.opening(request, place), draft.proving(request, place))))
                .toList();
    }

    /** Asks a server that keeps the verifier whether the sealed password is the present one. */
    PlannedStep prove(Request request, Service service, List<Place> places, UUID present) {
        Draft draft = draft(request, service, places, service.spec(), true);
        return places.stream()
                .filter(draft::keepsPassword)
                .findFirst()
                .map(place -> step(request, place, false, List.of(draft.knowing(present, place))))
                .orElseThrow();
    }

    /** Stops it, keeps its data, and looks that it is gone. */
    List<PlannedStep> suspend(Request request, Service service, List<Place> places) {
        Draft draft = draft(request, service, places, service.spec(), false);
        List<PlannedStep> steps = new ArrayList<>();
        places.forEach(place -> steps.add(step(request, place, false, List.of(draft.operation(Verb.APPLY, place)))));
        steps.add(look(request, draft, Look.GONE, false));
        return steps;
    }

    /** Makes what was suspended work again, and looks. */
    List<PlannedStep> resume(Request request, Service service, List<Place> places) {
        Draft draft = draft(request, service, places, service.spec(), true);
        List<PlannedStep> steps = new ArrayList<>();
        places.forEach(place -> steps.add(step(request, place, false, List.of(draft.operation(Verb.APPLY, place)))));
        steps.add(look(request, draft, Look.CHANGED, false));
        return steps;
    }

    /** Deletes it, backwards. */
    List<PlannedStep> remove(Request request, Service service, List<Place> places) {
        Draft draft = draft(request, service, places, service.spec(), false);
        return backwards(places).stream()
                .map(place -> step(request, place, false, List.of(draft.operation(Verb.REMOVE, place))))
                .toList();
    }

    /**
     * What is taken away goes backwards; what was there before is applied in its own order, for secondaries follow
     * primaries, and is then to be seen from outside; what was suspended stays so.
     *
     * @param undone by server: the operation whose effect is taken back
     */
    List<PlannedStep> undo(Request request, Service service, List<Place> places, Map<UUID, UUID> undone) {
        JsonNode before = request.before();
        boolean wasThere = before != null;
        JsonNode spec = before != null ? before : Objects.requireNonNull(request.wanted());
        boolean worked = wasThere && service.suspended() == null;
        Draft draft = draft(request, service, places, spec, worked);
        Verb verb = wasThere ? Verb.APPLY : Verb.REMOVE;
        List<PlannedStep> steps = new ArrayList<>();
        for (Place place : wasThere ? places : backwards(places)) {
            UUID back = undone.get(place.serverId());
            if (back != null) {
                steps.add(step(request, place, true, List.of(draft.undoing(back, verb, place))));
            }
        }
        if (wasThere && !undone.isEmpty()) {
            steps.add(look(request, draft, worked ? Look.CHANGED : Look.GONE, true));
        }
        return steps;
    }

    private static List<Place> backwards(List<Place> places) {
        List<Place> backwards = new ArrayList<>(places);
        Collections.reverse(backwards);
        return backwards;
    }

    /** What is in force on one of the service's servers: made so again, or compared with. */
    PlannedOperation inForce(Verb verb, Service service, List<Place> places, Place place, String askedBy) {
        return draft(askedBy, service, places, service.spec(), true).operation(verb, place);
    }

    private static PlannedStep step(Request request, Place place, boolean undo, List<PlannedOperation> operations) {
        return new PlannedStep(request.id(), place.serverId(), undo, operations);
    }

    private static PlannedStep look(Request request, Draft draft, Look look, boolean undo) {
        return new PlannedStep(request.id(), null, undo, List.of(draft.probe(look)));
    }

    private Draft draft(Request request, Service service, List<Place> places, JsonNode spec, boolean active) {
        return draft(request.askedBy(), service, places, spec, active);
    }

    private Draft draft(String askedBy, Service service, List<Place> places, JsonNode spec, boolean active) {
        String account = accounts.findById(service.accountId()).orElseThrow().name();
        return draft(types.of(service.type()), askedBy, service, places, spec, active, account);
    }

    private <S extends Record> Draft draft(
            ServiceType<S> type,
            String askedBy,
            Service service,
            List<Place> places,
            JsonNode spec,
            boolean active,
            String account) {
        Wish<S> wish = new Wish<>(service.id(), types.read(type, spec), active, places);
        return new Draft(
                askedBy,
                service,
                spec,
                account,
                anew(type),
                type::keepsPassword,
                (verb, place) -> type.parameters(verb, wish, place));
    }

    /** Of a password that is chosen again the verifier is another one, so its fingerprint is. */
    private static Set<String> anew(ServiceType<?> type) {
        Set<String> anew = new HashSet<>(type.made());
        anew.add(FINGERPRINT);
        return anew;
    }

    /** What all operations of one plan share. */
    private record Draft(
            String askedBy,
            Service service,
            JsonNode spec,
            String account,
            Set<String> made,
            Predicate<Place> keeping,
            BiFunction<Verb, Place, Map<String, String>> parameters) {

        boolean keepsPassword(Place place) {
            return keeping.test(place);
        }

        PlannedOperation probe(Look look) {
            return planned(Verb.PROBE, Map.of("look", look.name()), null, null);
        }

        PlannedOperation operation(Verb verb, Place place) {
            return planned(verb, parameters.apply(verb, place), null, null);
        }

        PlannedOperation opening(Request request, Place place) {
            return planned(
                    Verb.SET_PASSWORD, recognising(request, Verb.SET_PASSWORD, place), request.envelopeId(), null);
        }

        PlannedOperation proving(Request request, Place place) {
            return planned(Verb.CHECK, recognising(request, Verb.CHECK, place), null, null);
        }

        PlannedOperation knowing(UUID present, Place place) {
            return planned(Verb.PROVE, parameters.apply(Verb.PROVE, place), present, null);
        }

        private Map<String, String> recognising(Request request, Verb verb, Place place) {
            Map<String, String> recognising = new HashMap<>(parameters.apply(verb, place));
            recognising.put(FINGERPRINT, Objects.requireNonNull(request.fingerprint()));
            return recognising;
        }

        PlannedOperation undoing(UUID undone, Verb verb, Place place) {
            return planned(verb, parameters.apply(verb, place), null, undone);
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
                    made,
                    envelope,
                    spec,
                    askedBy,
                    undoes);
        }
    }
}
