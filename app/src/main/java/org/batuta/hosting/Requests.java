package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.criteria.Predicate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Permission;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.Secret;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door for wishes: what is asked here is either refused with a reason, or becomes a request with its own
 * process instance. Nothing is started for a refused wish. Asking twice with the same idempotency key asks once; another
 * wish with a key that was used is refused. A wish may be for a later time (K14): what is checked when it is asked holds
 * until then, and it waits for that time as it waits for its turn.
 */
@Component
@Transactional
public class Requests {

    private static final String CHANGE = "change-service";
    private static final String REMOVE = "remove-service";

    private final Standing standing;
    private final RequestRows rows;
    private final Locks locks;
    private final ServiceRows services;
    private final ServiceTypes types;
    private final Wishes wishes;
    private final Removals removals;
    private final ChosenPasswords passwords;
    private final PasswordWishes passwordWishes;
    private final Intake intake;
    private final Timeline timeline;
    private final Processes processes;
    private final Audit audit;
    private final Clock clock;

    Requests(
            Standing standing,
            RequestRows rows,
            Locks locks,
            ServiceRows services,
            ServiceTypes types,
            Wishes wishes,
            Removals removals,
            ChosenPasswords passwords,
            PasswordWishes passwordWishes,
            Intake intake,
            Timeline timeline,
            Processes processes,
            Audit audit,
            Clock clock) {
        this.standing = standing;
        this.rows = rows;
        this.locks = locks;
        this.services = services;
        this.types = types;
        this.wishes = wishes;
        this.removals = removals;
        this.passwords = passwords;
        this.passwordWishes = passwordWishes;
        this.intake = intake;
        this.timeline = timeline;
        this.processes = processes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A wish for a new service. The secret is wiped by whoever made it.
     *
     * @param scheduledFor when it shall begin; null for at once
     */
    public record NewService(
            UUID accountId,
            String type,
            JsonNode spec,
            @Nullable Secret password,
            @Nullable String key,
            @Nullable Instant scheduledFor) {}

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
        standing.requireActive(ask.accountId());
        Service service = wishes.take(type, ask);
        standing.holdActive(ask.accountId());
        Request request =
                new Request(service, Verb.CREATE, service.spec(), asked(service, ask.key(), ask.scheduledFor()));
        passwords.seal(service, request, ask.password());
        return intake.begin(CHANGE, request);
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
        Acting.requireMay(Permission.ORDER_SERVICES, ask.accountId(), new NotFound("account", ask.accountId()));
        return types.find(ask.type()).orElseThrow(() -> new NotFound("service type", ask.type()));
    }

    /**
     * Asks for another spec of a service. A waiting change is superseded by this one.
     *
     * @param version of the service that the person saw
     * @param scheduledFor when it shall begin; null for at once
     * @throws Refusal when a field cannot be accepted, the service or its account is suspended, or the service was changed
     *     or is being removed meanwhile
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request change(
            UUID serviceId, JsonNode spec, long version, @Nullable String key, @Nullable Instant scheduledFor) {
        Service service = lock(serviceId);
        ServiceType<?> type = types.of(service.type());
        Optional<Request> same = again(service.accountId(), key);
        if (same.isPresent()) {
            JsonNode wanted = wishes.corrected(type, service, spec);
            return wishes.requireSame(same.get(), service, Verb.CHANGE, wanted, scheduledFor);
        }
        standing.requireNotSuspended(service);
        JsonNode wanted = wishes.revised(type, service, spec, version, scheduledFor);
        Request request = new Request(service, Verb.CHANGE, wanted, asked(service, key, scheduledFor));
        intake.supersedeSame(request);
        return intake.begin(CHANGE, request);
    }

    /**
     * Asks for another password of a service. The service keeps its present one until its servers have shown the
     * verifier of the new one; a newer wish takes the place of one that waits (T03, T07).
     *
     * @param password is wiped by whoever made it
     * @throws Refusal when the password cannot be accepted, or the service has none, is suspended or is being removed
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request setPassword(UUID serviceId, @Nullable Secret password, @Nullable String key) {
        Service service = lock(serviceId);
        Optional<Request> same = again(service.accountId(), key);
        if (same.isPresent()) {
            return passwords.requireSame(same.get(), service, password);
        }
        return passwordWishes.take(service, password, asked(service, key, null));
    }

    /**
     * Asks for the end of a service. It stops working at its time and is gone when the undo window has passed; until
     * then {@link #cancel} keeps it. It takes the place of whatever waits for the service when it begins.
     *
     * @param typed what the person typed to confirm: the name of the service
     * @param scheduledFor when it shall stop; null for at once
     * @throws Refusal when the name was not typed, something still lives in the service, or its account is suspended and
     *     whoever asks does not manage accounts
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public Request remove(UUID serviceId, String typed, @Nullable String key, @Nullable Instant scheduledFor) {
        Service service = lock(serviceId);
        Optional<Request> same = again(service.accountId(), key);
        if (same.isPresent()) {
            return wishes.requireSame(same.get(), service, Verb.REMOVE, null, scheduledFor);
        }
        if (!Acting.currentMay(Permission.MANAGE_ACCOUNTS, service.accountId())) {
            standing.requireNotSuspended(service.accountId());
        }
        removals.requireRemovable(service, typed, scheduledFor);
        Request request = new Request(service, Verb.REMOVE, null, asked(service, key, scheduledFor));
        if (request.isScheduled()) {
            intake.supersedeSame(request);
        } else {
            intake.supersedeAll(request);
        }
        return intake.begin(REMOVE, request);
    }

    /**
     * Begins a request now that waits for its time.
     *
     * @throws Refusal when it does not wait for that
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public void beginNow(UUID requestId) {
        Request request = hold(requestId);
        if (!request.isScheduled() || request.isCancelled()) {
            throw Refusal.at("", "not-scheduled");
        }
        timeline.add(request, "begin-asked", Map.of("by", Acting.current().login()));
        audit.record("request.begin", subject(request), null, null);
        rows.flush();
        processes.send("begin", requestId.toString());
    }

    /**
     * Ends a request without effect: what was done is undone, one server after the other. In the undo window of a
     * removal it keeps the service. A suspension or resumption is stopped by who manages accounts.
     *
     * @throws Refusal when it ended, or cannot be stopped any more
     */
    @PreAuthorize("hasAuthority('ORDER_SERVICES')")
    public void cancel(UUID requestId) {
        Request request = hold(requestId);
        if (!request.isCancellable()) {
            throw Refusal.at("", "not-cancellable");
        }
        if (request.verb().isOfActivity() && !Acting.currentMay(Permission.MANAGE_ACCOUNTS, request.accountId())) {
            throw new AccessDeniedException("may not stop the " + request.verb() + " " + requestId);
        }
        if (request.verb() == Verb.REMOVE) {
            standing.requireNotClosing(request.accountId());
        }
        String by = Acting.current().login();
        request.cancel(by);
        timeline.add(request, "cancel-asked", Map.of("by", by));
        audit.record("request.cancel", subject(request), null, null);
        rows.flush();
        processes.send(request.isInUndoWindow() ? "keep" : "abort", requestId.toString());
    }

    /**
     * Corrects the wish of a running request, for whoever repairs it; nothing is done with it before somebody decides
     * that the request is planned anew.
     *
     * @param revision of the wish that the person saw
     * @throws Refusal when a field cannot be accepted, nothing is another, the request does not run or is a removal, or
     *     somebody corrected it meanwhile
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    public void revise(UUID requestId, JsonNode spec, int revision) {
        if (!rows.existsById(requestId)) {
            throw new NotFound("request", requestId);
        }
        Locks.Work work = locks.of(requestId);
        Service service = work.service();
        Request request = work.request();
        JsonNode before = request.wanted();
        if (request.state() != State.RUNNING || before == null) {
            throw Refusal.at("", "not-running");
        }
        if (request.revision() != revision) {
            throw Refusal.at("", "changed-meanwhile");
        }
        JsonNode corrected = wishes.corrected(types.of(service.type()), service, spec);
        if (corrected.equals(before)) {
            throw Refusal.at("", "nothing-to-change");
        }
        request.revise(corrected);
        timeline.add(request, "revised", Map.of("by", Acting.current().login()));
        audit.record("request.revise", subject(request), before, request.wanted());
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

    /** Which requests are looked for; what is null or empty does not matter. */
    public record Search(
            @Nullable UUID accountId,
            @Nullable UUID serviceId,
            Set<State> states,
            @Nullable Verb verb) {

        public Search {
            states = Set.copyOf(states);
        }

        private Specification<Request> asQuery(@Nullable UUID before) {
            return (request, query, is) -> {
                List<Predicate> all = new ArrayList<>();
                Conditions.equal(all, is, request.get("accountId"), accountId);
                Conditions.equal(all, is, request.get("serviceId"), serviceId);
                Conditions.equal(all, is, request.get("verb"), verb);
                if (!states.isEmpty()) {
                    all.add(request.get("state").in(states));
                }
                if (before != null) {
                    all.add(is.lessThan(request.<UUID>get("id"), before));
                }
                return is.and(all.toArray(Predicate[]::new));
            };
        }
    }

    /**
     * What is looked for among the requests that the person may see, the newest first, in one statement.
     *
     * @param before the last one that was seen already; null for the newest ones
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Request> search(Search wanted, @Nullable UUID before, int most) {
        return rows.findBy(
                wanted.asQuery(before).and(reached()),
                found -> found.sortBy(Sort.by("id").descending()).limit(most).all());
    }

    private static Specification<Request> reached() {
        Acting acting = Acting.current();
        return (request, query, is) ->
                acting.staff() ? is.conjunction() : request.get("accountId").in(acting.accountIds());
    }

    /** The newest requests for a service that the person may see. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Request> ofService(UUID serviceId, Pageable page) {
        return rows.ofService(serviceId, page).stream()
                .filter(request -> Acting.current().mayReach(request.accountId()))
                .toList();
    }

    private static Subject subject(Request request) {
        return Subject.of("request", request.id()).ofAccount(request.accountId());
    }

    private Request hold(UUID requestId) {
        NotFound nothing = new NotFound("request", requestId);
        Acting.requireMay(Permission.ORDER_SERVICES, rows.accountOf(requestId).orElseThrow(() -> nothing), nothing);
        return locks.of(requestId).request();
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
        Acting.requireMay(
                Permission.ORDER_SERVICES, services.accountOf(serviceId).orElseThrow(() -> nothing), nothing);
        Service service = locks.inItsParent(serviceId);
        Acting.requireMay(Permission.ORDER_SERVICES, service.accountId(), nothing);
        if (service.state() == Service.State.REMOVED) {
            throw nothing;
        }
        return service;
    }

    private Request.Asked asked(Service service, @Nullable String key, @Nullable Instant scheduledFor) {
        Acting acting = Acting.current();
        String inNameOf = acting.staff() || acting.inNameOf() != null
                ? service.accountId().toString()
                : null;
        return new Request.Asked(acting.login(), inNameOf, clock.instant(), key, scheduledFor);
    }
}
