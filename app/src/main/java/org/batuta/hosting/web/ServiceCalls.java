package org.batuta.hosting.web;

import static org.batuta.hosting.web.SentWish.object;
import static org.batuta.hosting.web.SentWish.toTheSecond;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.hosting.Namesakes;
import org.batuta.hosting.Request;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.kernel.IdempotencyKey;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What accounts own, for programs: to be looked at, asked for, changed and removed. */
@RestController
@RequestMapping(Link.ROOT + "/services")
class ServiceCalls {

    private final Services services;
    private final ServiceTypes types;
    private final Requests requests;
    private final Namesakes namesakes;
    private final Explanations explanations;

    ServiceCalls(
            Services services, ServiceTypes types, Requests requests, Namesakes namesakes, Explanations explanations) {
        this.services = services;
        this.types = types;
        this.requests = requests;
        this.namesakes = namesakes;
        this.explanations = explanations;
    }

    /**
     * Which services a program looks for.
     *
     * @param name the whole name, in canonical form
     * @param state those that are gone are found only by {@code REMOVED}
     * @param top only those that live in no other, as the main users of accounts
     */
    record Filter(
            @Nullable Link account,
            @Nullable String type,
            @Nullable Set<Service.State> state,
            @Nullable String name,
            @Nullable Link parent,
            @Nullable Boolean top) {

        /** No service has a name that nobody can see. */
        boolean isPossible() {
            return (name == null || PlainText.isLine(name)) && (type == null || PlainText.isLine(type));
        }

        Services.Search search() {
            return new Services.Search(
                    account == null ? null : account.in("accounts", "account"),
                    type,
                    state == null ? Set.of() : state,
                    name,
                    parent == null ? null : parent.in("services", "parent"),
                    Boolean.TRUE.equals(top));
        }
    }

    @GetMapping
    @Calls(value = Services.class, method = "search")
    Listing<ServiceShown> list(Filter filter, Portion portion) {
        int look = portion.look();
        List<Service> found = filter.isPossible() ? services.search(filter.search(), portion.after(), look) : List.of();
        return portion.of(
                found, Service::id, part -> part.stream().map(this::shown).toList());
    }

    @GetMapping("/{id}")
    @Calls(value = Services.class, method = "get")
    ServiceShown one(@PathVariable UUID id) {
        return shown(services.get(id));
    }

    /**
     * Asks for a new service. Sent again with the same key it is the same request: nothing is done twice, however often
     * an answer is lost (K17).
     */
    @PostMapping
    @Calls(value = Requests.class, method = "create")
    ResponseEntity<RequestShown> create(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody ServiceAsked asked) {
        Secret password = asked.password();
        try {
            UUID account = asked.account().in("accounts", "account");
            ServiceType<?> type = types.find(asked.type()).orElseThrow(() -> Refusal.at("type", "choice"));
            return taken(() -> requests.create(new NewService(
                    account, type.key(), object(asked.spec()), password, key, toTheSecond(asked.scheduledFor()))));
        } finally {
            if (password != null) {
                password.wipe();
            }
        }
    }

    /** Asks for another spec of a service; it is in force once it was seen from outside. */
    @PutMapping("/{id}")
    @Calls(value = Requests.class, method = "change")
    ResponseEntity<RequestShown> change(
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody ChangeAsked asked) {
        return taken(() ->
                requests.change(id, object(asked.spec()), asked.revision(), key, toTheSecond(asked.scheduledFor())));
    }

    /**
     * Asks for the end of a service; until its undo window has passed, cancelling the request keeps it.
     *
     * @param confirm the name of the service, to be sure
     */
    @DeleteMapping("/{id}")
    @Calls(value = Requests.class, method = "remove")
    ResponseEntity<RequestShown> remove(
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(required = false) @Nullable Instant scheduledFor) {
        return taken(() -> requests.remove(id, confirm, key, toTheSecond(scheduledFor)));
    }

    /** Asks for another password of a service, whatever its type; the present one stays until the new one is in force. */
    @PutMapping("/{id}/password")
    @Calls(value = Namesakes.class, method = "setPassword")
    ResponseEntity<RequestShown> setPassword(
            @PathVariable UUID id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody PasswordAsked asked) {
        try {
            return taken(() -> namesakes.setPassword(id, asked.password(), asked.others(), key));
        } finally {
            asked.password().wipe();
        }
    }

    private ResponseEntity<RequestShown> taken(Supplier<Request> asking) {
        Request request = SentWish.of(asking);
        return ResponseEntity.accepted()
                .location(URI.create(RequestShown.link(request.id()).toString()))
                .body(RequestShown.of(request, explanations.of(request, null)));
    }

    /** What is entered into other programs, as the servers of a mailbox into a mail program. */
    @GetMapping("/{id}/facts")
    @Calls(value = Services.class, method = "facts")
    Listing<ServiceType.Fact> facts(@PathVariable UUID id) {
        return new Listing<>(services.facts(id), null);
    }

    private ServiceShown shown(Service service) {
        return ServiceShown.of(service, explanations.of(service.state()));
    }
}
