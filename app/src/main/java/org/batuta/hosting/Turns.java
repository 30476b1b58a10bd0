package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.workflow.Processes;
import org.springframework.stereotype.Component;

/**
 * Whose turn it is: only one request works on a service at a time, none while the service is made as it should be on a
 * server, nothing is made in a service that is not active, nothing is changed before it is made, and nothing is made or
 * changed while the service or its account is suspended.
 * A service in another is locked after it, by everybody.
 */
@Component
class Turns {

    private final RequestRows requests;
    private final ServiceRows services;
    private final DriftRows drifts;
    private final Accounts accounts;
    private final Timeline timeline;
    private final Processes processes;
    private final Clock clock;

    Turns(
            RequestRows requests,
            ServiceRows services,
            DriftRows drifts,
            Accounts accounts,
            Timeline timeline,
            Processes processes,
            Clock clock) {
        this.requests = requests;
        this.services = services;
        this.drifts = drifts;
        this.accounts = accounts;
        this.timeline = timeline;
        this.processes = processes;
        this.clock = clock;
    }

    /** Before anything else of a request is locked: whether the service it lives in is active cannot change meanwhile. */
    void holdParent(UUID requestId) {
        services.parentOf(requestId).ifPresent(services::lock);
    }

    /** Why the request has to wait, as the kind of a line on its page; empty when its turn has come. */
    String obstacle(Request request, Service service) {
        UUID parentId = service.parentId();
        boolean mayStandStill = request.verb() == Verb.REMOVE || request.verb().isOfActivity();
        if (!mayStandStill && accounts.stateOf(service.accountId()).standsStill()) {
            return "waits-for-account";
        }
        if (!mayStandStill && service.suspended() != null) {
            return "waits-for-resumption";
        }
        if (parentId != null && !mayStandStill && services.stateOf(parentId) != Service.State.ACTIVE) {
            return "waits-for-parent";
        }
        if (drifts.isBeingRepaired(service.id())) {
            return "waits-for-repair";
        }
        return requests.running(service.id()).isPresent() || isBeforeItsCreation(request, service)
                ? "waits-for-turn"
                : "";
    }

    private boolean isBeforeItsCreation(Request request, Service service) {
        return request.verb() != Verb.CREATE
                && request.verb() != Verb.REMOVE
                && service.state() == Service.State.REQUESTED
                && requests.waiting(service.id()).stream().anyMatch(other -> other.verb() == Verb.CREATE);
    }

    /** Ends wishes that wait, because a newer one takes their place. */
    void supersede(List<Request> waiting) {
        for (Request old : waiting) {
            old.end(State.SUPERSEDED, clock.instant());
            timeline.add(old, "superseded");
        }
        requests.flush();
        waiting.forEach(old -> processes.send("superseded", old.id().toString()));
    }

    /** What nobody has shown to be entitled to by the present password ends without effect, and its server's word is late. */
    void giveUpUnproven(List<Service> all) {
        List<Request> guesses = requests.waiting(all.stream().map(Service::id).toList()).stream()
                .filter(Request::awaitsProof)
                .filter(guess -> !guess.isCancelled())
                .toList();
        guesses.forEach(guess -> guess.giveUp(Request.NOT_PROVEN));
        requests.flush();
        guesses.forEach(guess -> processes.send("abort", guess.id().toString()));
    }

    void start(Request request, Service service) {
        request.start(service.spec(), clock.instant());
        requests.flush();
        timeline.add(request, "started");
    }

    /** Gives the turn to who waits for this service: the next request that may have it, and what is to be made in it. */
    void wake(Service service) {
        for (Request waiting : requests.waiting(service.id())) {
            if (waiting.awaitsTurn() && wake(waiting)) {
                break;
            }
        }
        if (service.isActive()) {
            requests.waitingBelow(service.id()).forEach(this::wake);
        }
    }

    private boolean wake(Request waiting) {
        String execution = waiting.executionId();
        Service service = services.lock(waiting.serviceId());
        if (execution != null
                && waiting.awaitsTurn()
                && obstacle(waiting, service).isEmpty()) {
            start(waiting, service);
            processes.reach(execution);
            return true;
        }
        return false;
    }
}
