package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Permission;
import org.batuta.audit.Audit;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.Secret;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door for wishes: what is asked here is either refused with a reason, or becomes a request with its own
 * process instance. Nothing is started for a refused wish. Asking twice with the same idempotency key asks once; another
 * wish with a key that was used is refused.
 */
@Component
@Transactional
public class Requests {

    private static final String CHANGE = "change-service";
    private static final String REMOVE = "remove-service";

    private final RequestRows rows;
    private final Locks locks;
    private final ServiceRows services;
    private final ServiceTypes types;
    private final Wishes wishes;
    private final Timeline timeline;
    private final Processes processes;
    private final Audit audit;
    private final Clock clock;

    Requests(
            RequestRows rows,
            Locks locks,
            ServiceRows services,
            ServiceTypes types,
            Wishes wishes,
            Timeline timeline,
            Processes processes,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.locks = locks;
        this.services = services;
        this.types = types;
        this.wishes = wishes;
        this.timeline = timeline;
        this.processes = processes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A wish for a new service. The secret is wiped by whoever made it. */
    public record NewService(
            UUID accountId,
            String type,
            JsonNode spec,
            @Nullable Secret password,
            @Nullable String key) {}

    /**
     * Asks for a new service and takes its name.
     *
     * @throws Refusal when a field cannot be accepted, the name is taken, or no server carries this type
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request create(NewService ask) {
        ServiceType<?> type = type(ask);
        Optional<Request> same = again(ask.accountId(), ask.key());
        if (same.isPresent()) {
            return wishes.requireSame(same.get(), type, ask);
        }
        Service service = wishes.take(type, ask);
        Request request = new Request(service, Verb.CREATE, service.spec(), asked(service.accountId(), ask.key()));
        wishes.seal(type, service, request, ask.password());
        return begin(CHANGE, request, service);
    }

    /**
     * What the new service would be called, and nothing is asked for yet: a name with other letters than ours has
     * another form in the Internet, which the customer confirms first.
     *
     * @throws Refusal when a field cannot be accepted; it names all of them
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public String nameOf(NewService ask) {
        return wishes.nameOf(type(ask), ask);
    }

    private ServiceType<?> type(NewService ask) {
        requireMay(ask.accountId(), new NotFound("account", ask.accountId()));
        return types.find(ask.type()).orElseThrow(() -> new NotFound("service type", ask.type()));
    }

    /**
     * Asks for another spec of a service. A waiting change is superseded by this one.
     *
     * @param version of the service that the person saw
     * @throws Refusal when a field cannot be accepted, or the service was changed or is being removed meanwhile
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request change(UUID serviceId, JsonNode spec, long version, @Nullable String key) {
        Service service = lock(serviceId);
        ServiceType<?> type = types.of(service.type());
        Optional<Request> same = again(service.accountId(), key);
        if (same.isPresent()) {
            return wishes.requireSame(same.get(), service, Verb.CHANGE, wishes.corrected(type, service, spec));
        }
        JsonNode wanted = wishes.revised(type, service, spec, version);
        supersede(rows.waiting(serviceId).stream()
                .filter(waiting -> waiting.verb() == Verb.CHANGE)
                .toList());
        return begin(CHANGE, new Request(service, Verb.CHANGE, wanted, asked(service.accountId(), key)), service);
    }

    /**
     * Asks for the end of a service. It stops working at once and is gone when the undo window has passed; until then
     * {@link #cancel} keeps it.
     *
     * @param typed what the person typed to confirm: the name of the service
     * @throws Refusal when the name was not typed, or something still lives in the service
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request remove(UUID serviceId, String typed, @Nullable String key) {
        Service service = lock(serviceId);
        Optional<Request> same = again(service.accountId(), key);
        if (same.isPresent()) {
            return wishes.requireSame(same.get(), service, Verb.REMOVE, null);
        }
        wishes.requireRemovable(service, typed);
        supersede(rows.waiting(serviceId));
        return begin(REMOVE, new Request(service, Verb.REMOVE, null, asked(service.accountId(), key)), service);
    }

    /**
     * Ends a request without effect: what was done is undone, one server after the other. In the undo window of a
     * removal it keeps the service.
     *
     * @throws Refusal when it ended, or cannot be stopped any more
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public void cancel(UUID requestId) {
        NotFound nothing = new NotFound("request", requestId);
        requireMay(rows.accountOf(requestId).orElseThrow(() -> nothing), nothing);
        Request request = locks.of(requestId).request();
        if (!request.isCancellable()) {
            throw Refusal.at("", "not-cancellable");
        }
        String by = Acting.current().login();
        request.cancel(by);
        timeline.add(request, "cancel-asked", Map.of("by", by));
        audit.record("request.cancel", "request", requestId, null, null);
        rows.flush();
        processes.send(request.isInUndoWindow() ? "keep" : "abort", requestId.toString());
    }

    /**
     * Corrects the wish of a running request, for an administrator who repairs it; the request is then planned anew.
     *
     * @throws Refusal when a field cannot be accepted, or the request does not run
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public void revise(UUID requestId, JsonNode spec) {
        if (!rows.existsById(requestId)) {
            throw new NotFound("request", requestId);
        }
        Locks.Work work = locks.of(requestId);
        Service service = work.service();
        Request request = work.request();
        if (request.state() != State.RUNNING) {
            throw Refusal.at("", "not-running");
        }
        JsonNode before = request.wanted();
        request.revise(wishes.corrected(types.of(service.type()), service, spec));
        timeline.add(request, "revised", Map.of("by", Acting.current().login()));
        audit.record("request.revise", "request", requestId, before, request.wanted());
    }

    /**
     * One request.
     *
     * @throws NotFound when there is none, or it is somebody else's
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Request get(UUID requestId) {
        return rows.findById(requestId)
                .filter(request -> Acting.current().mayReach(request.accountId()))
                .orElseThrow(() -> new NotFound("request", requestId));
    }

    /** A page of the requests that the person may see, newest first. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Request> mine(Pageable page) {
        Acting acting = Acting.current();
        return acting.staff() ? rows.newest(page) : rows.ofAccounts(acting.accountIds(), page);
    }

    /** A page of the requests of one account, newest first; empty for whoever may not see them. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Page<Request> ofAccount(UUID accountId, Pageable page) {
        return Acting.current().mayReach(accountId) ? rows.ofAccounts(List.of(accountId), page) : Page.empty(page);
    }

    /** The newest requests for a service that the person may see. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Request> ofService(UUID serviceId, Pageable page) {
        return rows.ofService(serviceId, page).stream()
                .filter(request -> Acting.current().mayReach(request.accountId()))
                .toList();
    }

    private Request begin(String process, Request request, Service service) {
        rows.saveAndFlush(request);
        timeline.add(request, "asked", Map.of("by", request.askedBy()));
        audit.record(
                "request." + request.verb().name().toLowerCase(Locale.ROOT),
                "service",
                service.id(),
                request.before(),
                request.wanted());
        request.begunBy(processes.start(process, request.id().toString(), Map.of()));
        return request;
    }

    private void supersede(List<Request> waiting) {
        for (Request old : waiting) {
            old.end(State.SUPERSEDED, clock.instant());
            timeline.add(old, "superseded");
        }
        rows.flush();
        waiting.forEach(old -> processes.send("superseded", old.id().toString()));
    }

    private Optional<Request> again(UUID accountId, @Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        wishes.lockKey(accountId, key);
        return rows.findByAccountIdAndIdempotencyKey(accountId, key);
    }

    private Service lock(UUID serviceId) {
        NotFound nothing = new NotFound("service", serviceId);
        requireMay(services.accountOf(serviceId).orElseThrow(() -> nothing), nothing);
        services.parentOfService(serviceId).ifPresent(services::lock);
        Service service = services.lock(serviceId);
        if (service.state() == Service.State.REMOVED) {
            throw nothing;
        }
        return service;
    }

    private Request.Asked asked(UUID accountId, @Nullable String key) {
        Acting acting = Acting.current();
        String inNameOf = acting.staff() ? accountId.toString() : null;
        return new Request.Asked(acting.login(), inNameOf, clock.instant(), key);
    }

    /** Whoever may order on one account may not for that reason order on another, where the role is a lesser one. */
    private static void requireMay(UUID accountId, NotFound otherwise) {
        if (!Acting.current().mayReach(accountId)) {
            throw otherwise;
        }
        if (!Acting.currentMay(Permission.ORDER_SERVICES, accountId)) {
            throw new AccessDeniedException("may see the account " + accountId + ", but not order for it");
        }
    }
}
