package org.batuta.hosting;

import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.Scripts;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/** What is in force, as operations: a server is compared with it, or made so. */
@Component
class Upkeep {

    private final ServiceTypes types;
    private final Places places;
    private final Accounts accounts;
    private final Scripts scripts;

    Upkeep(ServiceTypes types, Places places, Accounts accounts, Scripts scripts) {
        this.types = types;
        this.places = places;
        this.accounts = accounts;
        this.scripts = scripts;
    }

    /** Whether this release knows the type of the service, and the type has a check. */
    boolean canBeCompared(Service service) {
        return types.find(service.type()).isPresent()
                && scripts.find(service.type(), Verb.CHECK).isPresent();
    }

    PlannedOperation check(Service service, UUID serverId, String askedBy) {
        return planned(types.of(service.type()), service, serverId, Verb.CHECK, askedBy);
    }

    PlannedOperation apply(Service service, UUID serverId, String askedBy) {
        return planned(types.of(service.type()), service, serverId, Verb.APPLY, askedBy);
    }

    private <S extends Record> PlannedOperation planned(
            ServiceType<S> type, Service service, UUID serverId, Verb verb, String askedBy) {
        Wish<S> wish = places.wish(type, service, service.spec(), true);
        Place place = wish.places().stream()
                .filter(each -> each.serverId().equals(serverId))
                .findFirst()
                .orElseThrow();
        return new PlannedOperation(
                service.accountId(),
                accounts.findById(service.accountId()).orElseThrow().name(),
                service.id(),
                service.type(),
                service.name(),
                verb,
                type.parameters(verb, wish, place),
                type.made(),
                null,
                service.spec(),
                askedBy,
                null);
    }
}
