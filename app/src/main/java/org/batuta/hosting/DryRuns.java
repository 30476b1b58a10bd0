package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.hosting.Request.Asked;
import org.batuta.hosting.Request.Verb;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedStep;
import org.batuta.secrets.Verifiers;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a request would have run on which server, script by script, if its turn came now (K10). It is drafted as when a
 * request is planned, in a transaction in which the database lets nothing be written: no row, no serial, no process.
 */
@Component
@Transactional(readOnly = true)
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
public class DryRuns {

    /**
     * What would be run at one time, in order.
     *
     * @param when {@code turn}, or {@code window-passed}, when nobody took a removal back
     */
    public record Stage(String when, List<Operation> operations) {}

    private final RequestRows requests;
    private final ServiceRows services;
    private final ServiceTypes types;
    private final Wishes wishes;
    private final Removals removals;
    private final Places places;
    private final Drafts drafts;
    private final Operations operations;
    private final Accounts accounts;
    private final Clock clock;

    DryRuns(
            RequestRows requests,
            ServiceRows services,
            ServiceTypes types,
            Wishes wishes,
            Removals removals,
            Places places,
            Drafts drafts,
            Operations operations,
            Accounts accounts,
            Clock clock) {
        this.requests = requests;
        this.services = services;
        this.types = types;
        this.wishes = wishes;
        this.removals = removals;
        this.places = places;
        this.drafts = drafts;
        this.operations = operations;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * Of a wish for a new service, whatever password it will have.
     *
     * @throws Refusal when the wish would be refused
     */
    public List<Stage> create(NewService ask) {
        ServiceType<?> type = types.find(ask.type()).orElseThrow(() -> new NotFound("service type", ask.type()));
        if (accounts.findById(ask.accountId()).isEmpty()) {
            throw new NotFound("account", ask.accountId());
        }
        Service service = wishes.untaken(type, ask);
        Request request = new Request(service, Verb.CREATE, service.spec(), asked());
        if (type.takesPassword()) {
            request.carries(Ids.next(), Verifiers.fingerprint(""));
        }
        return of(request, service, places.wouldBe(type, service));
    }

    /**
     * Of another spec of a service.
     *
     * @param version of the service that the person saw
     * @param scheduledFor when it shall begin; null for at once
     * @throws Refusal when the change would be refused
     */
    public List<Stage> change(UUID serviceId, JsonNode spec, long version, @Nullable Instant scheduledFor) {
        Service service = service(serviceId);
        JsonNode wanted = wishes.revised(types.of(service.type()), service, spec, version, scheduledFor);
        return of(new Request(service, Verb.CHANGE, wanted, asked()), service, places.of(serviceId));
    }

    /**
     * Of the removal of a service.
     *
     * @throws Refusal when it is being removed, or something lives in it
     */
    public List<Stage> remove(UUID serviceId) {
        Service service = service(serviceId);
        removals.requireStaying(service);
        removals.requireEmpty(service);
        Request request = new Request(service, Verb.REMOVE, null, asked());
        return of(request, service, places.of(serviceId));
    }

    /**
     * Of a request that waits.
     *
     * @throws NotFound when there is none
     * @throws Refusal when it does not wait any more
     */
    public List<Stage> waiting(UUID requestId) {
        Request request = requests.findById(requestId).orElseThrow(() -> new NotFound("request", requestId));
        if (request.state() != Request.State.WAITING) {
            throw Refusal.at("", "not-waiting");
        }
        Service service = service(request.serviceId());
        return of(request, service, places.of(service.id()));
    }

    private List<Stage> of(Request request, Service service, List<Place> places) {
        if (request.verb() == Verb.SET_PASSWORD) {
            return List.of(stage("turn", drafts.setPassword(request, service, places)));
        }
        if (request.verb() == Verb.SUSPEND) {
            return List.of(stage("turn", drafts.suspend(request, service, places)));
        }
        if (request.verb() == Verb.RESUME) {
            return List.of(stage("turn", drafts.resume(request, service, places)));
        }
        if (request.verb() != Verb.REMOVE) {
            return List.of(stage("turn", drafts.change(request, service, places)));
        }
        List<Stage> stages = new ArrayList<>();
        if (!request.isInUndoWindow()) {
            stages.add(stage("turn", drafts.suspend(request, service, places)));
        }
        stages.add(stage("window-passed", drafts.remove(request, service, places)));
        return stages;
    }

    private Stage stage(String when, List<PlannedStep> steps) {
        return new Stage(
                when,
                steps.stream().map(operations::dryRun).flatMap(List::stream).toList());
    }

    private Service service(UUID id) {
        return services.findById(id)
                .filter(service -> service.state() != Service.State.REMOVED)
                .orElseThrow(() -> new NotFound("service", id));
    }

    private Asked asked() {
        return new Asked(Acting.current().login(), null, clock.instant(), null, null);
    }
}
