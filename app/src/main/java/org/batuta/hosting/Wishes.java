package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.ServiceType.ServiceRef;
import org.batuta.kernel.IdempotencyKey;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Operations;
import org.batuta.secrets.Secret;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads, checks and stores what was wished, before anything starts. */
@Component
class Wishes {

    private final ServiceRows services;
    private final RequestRows requests;
    private final ServiceTypes types;
    private final Places places;
    private final Operations operations;
    private final ChosenPasswords passwords;
    private final Schedule schedule;
    private final Removals removals;
    private final Transactions transactions;
    private final Clock clock;

    Wishes(
            ServiceRows services,
            RequestRows requests,
            ServiceTypes types,
            Places places,
            Operations operations,
            ChosenPasswords passwords,
            Schedule schedule,
            Removals removals,
            Transactions transactions,
            Clock clock) {
        this.services = services;
        this.requests = requests;
        this.types = types;
        this.places = places;
        this.operations = operations;
        this.passwords = passwords;
        this.schedule = schedule;
        this.removals = removals;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** From here on nobody else uses this key, until the transaction ends. */
    void lockKey(UUID accountId, String key) {
        IdempotencyKey.require(key);
        transactions.hold("key " + accountId + " " + key);
    }

    /** From here on nobody else takes this name, until the transaction ends. */
    void holdName(String type, String name) {
        transactions.hold(type + " " + name);
    }

    <S extends Record> Request requireSame(Request earlier, ServiceType<S> type, NewService ask) {
        Service service = services.findById(earlier.serviceId()).orElseThrow();
        if (!service.type().equals(type.key())) {
            throw Refusal.at("", "key-reused");
        }
        S wish = type.check(types.read(type, ask.spec()), ask.accountId(), Optional.empty());
        requireSame(earlier, service, Request.Verb.CREATE, types.write(wish), ask.scheduledFor());
        if (type.takesPassword()) {
            passwords.requireSame(earlier, ask.password());
        }
        return earlier;
    }

    /** The earlier request of a key, if this is its wish again; what an administrator corrected in it does not matter. */
    Request requireSame(
            Request earlier,
            Service service,
            Request.Verb verb,
            @Nullable JsonNode wanted,
            @Nullable Instant scheduledFor) {
        boolean same = earlier.verb() == verb
                && earlier.serviceId().equals(service.id())
                && Objects.equals(wanted, earlier.asked())
                && Objects.equals(scheduledFor, earlier.scheduledFor());
        if (!same) {
            throw Refusal.at("", "key-reused");
        }
        return earlier;
    }

    /** Takes the name of a new service; exactly one of parallel wishes for it gets here. */
    <S extends Record> Service take(ServiceType<S> type, NewService ask) {
        S wish = checked(type, ask, scheduled(type, ask));
        Optional<Service> parent = type.parentOf(wish)
                .map(ref ->
                        usable(ref, services.lock(found(ref, ask.accountId()).id())));
        holdName(type.key(), type.nameOf(wish));
        Service service = services.saveAndFlush(made(type, wish, ask.accountId(), parent));
        places.choose(type, service);
        return service;
    }

    /** The service as it would be taken, without its password and for nobody to keep. */
    <S extends Record> Service untaken(ServiceType<S> type, NewService ask) {
        scheduled(type, ask).refuseIfAny();
        S wish = type.check(types.read(type, ask.spec()), ask.accountId(), Optional.empty());
        Optional<Service> parent = type.parentOf(wish).map(ref -> usable(ref, found(ref, ask.accountId())));
        return made(type, wish, ask.accountId(), parent);
    }

    private <S extends Record> Service made(ServiceType<S> type, S wish, UUID accountId, Optional<Service> parent) {
        String name = type.nameOf(wish);
        if (services.living(type.key(), name).isPresent()) {
            throw Refusal.at(type.nameField(), "taken", name);
        }
        if (operations.isBeingCleared(type.key(), name)) {
            throw Refusal.at(type.nameField(), "being-cleared", name);
        }
        UUID parentId = parent.map(Service::id).orElse(null);
        return new Service(type.key(), name, accountId, parentId, types.write(wish), clock.instant());
    }

    <S extends Record> String nameOf(ServiceType<S> type, NewService ask) {
        return type.nameOf(checked(type, ask, new Refusal.Collector()));
    }

    private Refusal.Collector scheduled(ServiceType<?> type, NewService ask) {
        Refusal.Collector problems = new Refusal.Collector();
        schedule.check(ask.scheduledFor(), type.takesPassword(), problems);
        return problems;
    }

    /** The wish in canonical form; everything that is wrong with it, password included, is said at once. */
    private <S extends Record> S checked(ServiceType<S> type, NewService ask, Refusal.Collector problems) {
        S wish = problems.attempt(() -> type.check(types.read(type, ask.spec()), ask.accountId(), Optional.empty()));
        if (type.takesPassword()) {
            passwords.check(ask.password(), problems);
        }
        problems.refuseIfAny();
        return Objects.requireNonNull(wish);
    }

    private Service found(ServiceRef ref, UUID accountId) {
        return services.living(ref.type(), ref.name())
                .filter(service -> service.accountId().equals(accountId))
                .orElseThrow(() -> Refusal.at(ref.field(), "unknown", ref.name()));
    }

    private Service usable(ServiceRef ref, Service parent) {
        removals.requireStayingFor(ref.field(), parent);
        return parent;
    }

    /** Refuses a new password that cannot be accepted, and any for a service that has none or will not stay. */
    void requireNewPassword(Service service, @Nullable Secret password) {
        removals.requireStaying(service);
        if (!types.of(service.type()).takesPassword()) {
            throw new NotFound("password of service", service.id());
        }
        Refusal.Collector problems = new Refusal.Collector();
        passwords.check(password, problems);
        problems.refuseIfAny();
    }

    /** Another spec of a service, in canonical form. */
    <S extends Record> JsonNode revised(
            ServiceType<S> type, Service service, JsonNode spec, long version, @Nullable Instant scheduledFor) {
        removals.requireStaying(service);
        if (service.revision() != version) {
            throw Refusal.at("", "changed-meanwhile");
        }
        Refusal.Collector problems = new Refusal.Collector();
        schedule.check(scheduledFor, false, problems);
        JsonNode wanted = problems.attempt(() -> corrected(type, service, spec));
        problems.refuseIfAny();
        if (Objects.requireNonNull(wanted).equals(service.spec())
                && requests.waiting(service.id()).isEmpty()) {
            throw Refusal.at("", "nothing-to-change");
        }
        return wanted;
    }

    <S extends Record> JsonNode corrected(ServiceType<S> type, Service service, JsonNode spec) {
        S before = types.read(type, service.spec());
        S wish = type.check(types.read(type, spec), service.accountId(), Optional.of(before));
        if (!type.nameOf(wish).equals(service.name())) {
            throw Refusal.at(firstDifference(types.write(before), types.write(wish)), "name-fixed", service.name());
        }
        return types.write(wish);
    }

    /** The fields that make a name come first in a wish. */
    private static String firstDifference(JsonNode before, JsonNode wish) {
        return wish.properties().stream()
                .filter(field -> !field.getValue().equals(before.get(field.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
