package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.workflow.Processes;
import org.springframework.stereotype.Component;

/**
 * Whose turn it is: only one request works on a service at a time, none while the service is made as it should be on a
 * server, nothing is made in a service that is not active, and nothing is changed before it is made.
 * A service in another is locked after it, by everybody.
 */
@Component
class Turns {

    private final RequestRows requests;
    private final ServiceRows services;
    private final DriftRows drifts;
    private final Timeline timeline;
    private final Processes processes;
    private final Clock clock;

    Turns(
            RequestRows requests,
            ServiceRows services,
            DriftRows drifts,
            Timeline timeline,
            Processes processes,
            Clock clock) {
        this.requests = requests;
        this.services = services;
        this.drifts = drifts;
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
        if (parentId != null && request.verb() != Verb.REMOVE && services.stateOf(parentId) != Service.State.ACTIVE) {
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

    void start(Request request, Service service) {
        request.start(service.spec(), clock.instant());
        requests.flush();
        timeline.add(request, "started");
    }

    /** Gives the turn to who waits for this service: the next request for it, and what is to be made in it. */
    void wake(Service service) {
        requests.waiting(service.id()).stream()
                .filter(Request::awaitsTurn)
                .limit(1)
                .forEach(this::wake);
        if (service.isActive()) {
            requests.waitingBelow(service.id()).forEach(this::wake);
        }
    }

    private void wake(Request waiting) {
        String execution = waiting.executionId();
        Service service = services.lock(waiting.serviceId());
        if (execution != null
                && waiting.awaitsTurn()
                && obstacle(waiting, service).isEmpty()) {
            start(waiting, service);
            processes.reach(execution);
        }
    }
}
