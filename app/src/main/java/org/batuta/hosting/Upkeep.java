package org.batuta.hosting;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Scripts;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/** What is in force, as operations: a server is compared with it, or made so, and what it uses is measured. */
@Component
class Upkeep {

    private final ServiceTypes types;
    private final Places places;
    private final Drafts drafts;
    private final Scripts scripts;

    Upkeep(ServiceTypes types, Places places, Drafts drafts, Scripts scripts) {
        this.types = types;
        this.places = places;
        this.drafts = drafts;
        this.scripts = scripts;
    }

    /** Whether this release knows the type of the service, and the type has a check. */
    boolean canBeCompared(Service service) {
        return types.find(service.type()).isPresent()
                && scripts.find(service.type(), Verb.CHECK).isPresent();
    }

    PlannedOperation check(Service service, UUID serverId, String askedBy) {
        return planned(Verb.CHECK, service, serverId, askedBy);
    }

    /** Nothing when its type has nothing to measure, or another server is its primary. */
    Optional<PlannedOperation> measure(Service service, UUID serverId, String askedBy) {
        if (scripts.find(service.type(), Verb.MEASURE).isEmpty()) {
            return Optional.empty();
        }
        List<Place> all = places.of(service.id());
        Place here = at(serverId, all);
        return here.role() == Role.PRIMARY
                ? Optional.of(drafts.inForce(Verb.MEASURE, service, all, here, askedBy))
                : Optional.empty();
    }

    PlannedOperation apply(Service service, UUID serverId, String askedBy) {
        return planned(Verb.APPLY, service, serverId, askedBy);
    }

    private PlannedOperation planned(Verb verb, Service service, UUID serverId, String askedBy) {
        List<Place> all = places.of(service.id());
        return drafts.inForce(verb, service, all, at(serverId, all), askedBy);
    }

    private static Place at(UUID serverId, List<Place> all) {
        return all.stream()
                .filter(each -> each.serverId().equals(serverId))
                .findFirst()
                .orElseThrow();
    }
}
