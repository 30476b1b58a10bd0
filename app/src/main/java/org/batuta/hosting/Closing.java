package org.batuta.hosting;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.workflow.Processes;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a request with what came of it. A name is free again only when nothing of the service can be left on a server:
 * otherwise the service stays, not working, until its removal succeeds. A removal that is taken back leaves it
 * ACTIVE only if it works again; otherwise it is SUSPENDED, and can be removed, and kept, once more.
 */
@Component
@Transactional
public class Closing {

    private final RequestRows requests;
    private final Locks locks;
    private final ServiceRows services;
    private final Turns turns;
    private final Plans plans;
    private final PasswordProof proof;
    private final Timeline timeline;
    private final Processes processes;
    private final EndLetter letter;
    private final Cascade cascade;
    private final Clearing clearing;
    private final Moving moving;
    private final Clock clock;

    Closing(
            RequestRows requests,
            Locks locks,
            ServiceRows services,
            Turns turns,
            Plans plans,
            PasswordProof proof,
            Timeline timeline,
            Processes processes,
            EndLetter letter,
            Cascade cascade,
            Clearing clearing,
            Moving moving,
            Clock clock) {
        this.requests = requests;
        this.locks = locks;
        this.services = services;
        this.turns = turns;
        this.plans = plans;
        this.proof = proof;
        this.timeline = timeline;
        this.processes = processes;
        this.letter = letter;
        this.cascade = cascade;
        this.clearing = clearing;
        this.moving = moving;
        this.clock = clock;
    }

    /** Writes one letter to the customer about how the request ended. */
    public void tell(UUID requestId) {
        Request request = requests.findById(requestId).orElseThrow();
        Service service = services.findById(request.serviceId()).orElseThrow();
        letter.send(request, service);
    }

    /** Asks the customer, by letter, to set the password again. */
    public void askAgain(UUID requestId) {
        Request request = requests.findById(requestId).orElseThrow();
        Service service = services.findById(request.serviceId()).orElseThrow();
        letter.askAgain(request, service);
    }

    /** Ends the request with what came of it, and gives the turn to who waits for it. */
    public void close(UUID requestId) {
        Locks.Work work = locks.of(requestId);
        Service service = work.service();
        Request request = work.request();
        State before = request.state();
        if (request.awaitsProof() && !request.isCancelled()) {
            request.because(Request.NOT_PROVEN);
        }
        State end = endOf(request);
        if (before.isOpen()) {
            request.end(end, clock.instant());
            timeline.add(request, "ended", Map.of("state", told(request, end)));
        }
        switch (request.verb()) {
            case CREATE -> settleCreation(service, end);
            case REMOVE -> settleRemoval(request, service, before, end);
            case SET_PASSWORD -> settlePassword(request, service, before, end);
            case SUSPEND -> settleSuspension(request, service, before, end);
            case CHANGE, RESUME -> {}
        }
        plans.shred(request);
        requests.flush();
        turns.wake(service);
        moving.ended(service);
        cascade.ended(request, service);
        clearing.ended(request);
    }

    private State endOf(Request request) {
        return switch (request.state()) {
            case RUNNING -> endOfWork(request);
            case UNDOING -> endOfUndo(request);
            case WAITING -> State.CANCELLED;
            default -> request.state();
        };
    }

    private State endOfWork(Request request) {
        return switch (request.verb()) {
            case CREATE, CHANGE, SUSPEND, RESUME -> State.DONE;
            case REMOVE -> plans.isRemoved(request.id()) ? State.DONE : State.NOT_UNDONE;
            case SET_PASSWORD ->
                switch (proof.of(request)) {
                    case SET -> State.DONE;
                    case KEPT -> State.CANCELLED;
                    case AGAIN -> proof.mayBeThere(request.id()) ? State.NOT_UNDONE : State.UNDONE;
                };
        };
    }

    private static String told(Request request, State end) {
        if (request.isUnproven()) {
            return "NOT_PROVEN";
        }
        boolean again = request.verb() == Verb.SET_PASSWORD && (end == State.UNDONE || end == State.NOT_UNDONE);
        return again ? "SET_AGAIN" : end.name();
    }

    private void settlePassword(Request request, Service service, State before, State end) {
        if (before == State.RUNNING && end == State.DONE) {
            service.passwordSet(request.askedBy(), clock.instant());
        }
        if (request.isByHolder() && request.startedAt() == null) {
            plans.drop(request);
        }
    }

    private State endOfUndo(Request request) {
        if (!plans.couldBeUndone(request.id())) {
            return State.NOT_UNDONE;
        }
        return request.verb() == Verb.REMOVE && request.isCancelled() ? State.CANCELLED : State.UNDONE;
    }

    private void settleCreation(Service service, State end) {
        if (end == State.NOT_UNDONE) {
            service.suspend();
        } else if (end != State.DONE) {
            service.remove(clock.instant());
            requests.waiting(service.id()).forEach(waiting -> giveUp(waiting, "service-gone", Map.of()));
        }
        if (end != State.DONE) {
            giveUpOnChildren(service);
        }
    }

    private void settleRemoval(Request request, Service service, State before, State end) {
        if (end == State.DONE) {
            service.remove(clock.instant());
            giveUpOnChildren(service);
        } else if (before == State.UNDOING && end == State.NOT_UNDONE && !plans.isSeenAgain(request.id())) {
            service.suspend();
        } else if (before == State.UNDOING
                && service.state() == Service.State.SUSPENDED
                && service.suspended() == null) {
            service.activate(service.spec(), clock.instant());
        }
    }

    /** Nobody knows whether it works: it counts as suspended, so that it can be resumed. */
    private void settleSuspension(Request request, Service service, State before, State end) {
        if (before == State.UNDOING && end == State.NOT_UNDONE && !plans.isSeenAgain(request.id())) {
            service.suspend(Suspensions.why(request));
        }
    }

    private void giveUpOnChildren(Service service) {
        requests.waitingBelow(service.id())
                .forEach(waiting -> giveUp(waiting, "parent-gone", Map.of("parent", service.name())));
    }

    private void giveUp(Request waiting, String why, Map<String, String> args) {
        waiting.giveUp(why);
        timeline.add(waiting, why, args);
        processes.send("abort", waiting.id().toString());
    }
}
