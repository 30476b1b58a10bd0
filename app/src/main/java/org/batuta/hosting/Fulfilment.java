package org.batuta.hosting;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a request through its life, one method for each step of {@code change-service} and {@code remove-service}.
 * Called by delegates only; every method locks the service first and the request second, so that the end of one
 * request and the turn of the next never miss each other.
 */
@Component
@Transactional
public class Fulfilment {

    private final RequestRows requests;
    private final ServiceRows services;
    private final Plans plans;
    private final Timeline timeline;
    private final Processes processes;
    private final EndLetter letter;
    private final HostingProperties properties;
    private final Clock clock;

    Fulfilment(
            RequestRows requests,
            ServiceRows services,
            Plans plans,
            Timeline timeline,
            Processes processes,
            EndLetter letter,
            HostingProperties properties,
            Clock clock) {
        this.requests = requests;
        this.services = services;
        this.plans = plans;
        this.timeline = timeline;
        this.processes = processes;
        this.letter = letter;
        this.properties = properties;
        this.clock = clock;
    }

    private record Work(Request request, Service service) {}

    private Work lock(UUID requestId) {
        UUID serviceId = requests.findById(requestId).orElseThrow().serviceId();
        Service service = services.lock(serviceId);
        return new Work(requests.lock(requestId), service);
    }

    /**
     * Starts the request if its turn has come; otherwise remembers where it waits.
     *
     * @return whether it has to wait
     */
    public boolean awaitTurn(UUID requestId, String executionId) {
        Work work = lock(requestId);
        String obstacle = obstacle(work);
        if (obstacle.isEmpty()) {
            start(work.request());
            return false;
        }
        work.request().waitsAt(executionId);
        timeline.add(requestId, obstacle);
        return true;
    }

    private String obstacle(Work work) {
        UUID parentId = work.service().parentId();
        if (parentId != null
                && work.request().verb() != Verb.REMOVE
                && !services.lock(parentId).isActive()) {
            return "waits-for-parent";
        }
        return requests.running(work.service().id()).isPresent() ? "waits-for-turn" : "";
    }

    private void start(Request request) {
        request.start(clock.instant());
        requests.flush();
        timeline.add(request.id(), "started");
    }

    /** Writes what has to be done on which server, primaries first, and what has to be seen from outside. */
    public void plan(UUID requestId) {
        Work work = lock(requestId);
        plans.change(work.request(), work.service());
    }

    /** Plans that the service of a removal stops working, with all data kept. */
    public void planSuspension(UUID requestId) {
        Work work = lock(requestId);
        plans.suspend(work.request(), work.service());
    }

    /** Plans that the data of a removed service are deleted. */
    public void planRemoval(UUID requestId) {
        Work work = lock(requestId);
        start(work.request());
        plans.remove(work.request(), work.service());
        timeline.add(requestId, "window-passed");
    }

    /** Plans that a service in its undo window works again. */
    public void planResumption(UUID requestId) {
        Work work = lock(requestId);
        if (work.request().state() == State.WAITING) {
            start(work.request());
        }
        work.request().undo("cancelled");
        plans.resume(work.request(), work.service());
        timeline.add(requestId, "kept");
    }

    /**
     * The undo window of a removal begins; the service stopped working.
     *
     * @return when it ends
     */
    public Instant startWindow(UUID requestId) {
        Work work = lock(requestId);
        work.service().suspend();
        Instant end = clock.instant().plus(properties.undoWindow());
        work.request().waitUntil(end);
        timeline.add(requestId, "window", Map.of("until", end.toString()));
        return end;
    }

    /**
     * The wish is proven: from now on it is in force.
     *
     * @return false when the request was cancelled meanwhile and must be undone
     */
    public boolean activate(UUID requestId) {
        Work work = lock(requestId);
        if (work.request().isCancelled()) {
            return false;
        }
        work.service().activate(Objects.requireNonNull(work.request().wanted()), clock.instant());
        if (work.request().envelopeId() != null) {
            work.service().passwordSet(work.request().askedBy(), clock.instant());
        }
        return true;
    }

    /** Plans the way back: everything that was begun on a server, in reverse order. */
    public void planUndo(UUID requestId, String why) {
        Work work = lock(requestId);
        work.request().undo(work.request().isCancelled() ? "cancelled" : why);
        requests.flush();
        timeline.add(
                requestId,
                "undoing",
                Map.of("reason", String.valueOf(work.request().reason())));
        plans.undo(work.request(), work.service());
    }

    /**
     * The next server's work of a request, forward or back.
     *
     * @param kind {@code step}, {@code none}, or {@code cancelled} when somebody wants the request to end
     */
    public record Next(String kind, @Nullable String stepId) {}

    /** What the request has to do next. */
    public Next next(UUID requestId, boolean undo) {
        Work work = lock(requestId);
        if (work.request().isCancelled() && !undo && work.request().verb() != Verb.REMOVE) {
            return new Next("cancelled", null);
        }
        return plans.next(requestId, undo)
                .map(step -> new Next("step", step.toString()))
                .orElse(new Next("none", null));
    }

    /** The step in which the probe is written down; null when there is nothing to look at. */
    public @Nullable String probeStep(UUID requestId) {
        return plans.probeStep(requestId);
    }

    /** Hands the probe to the dispatcher; false when there is nothing to look at. */
    public boolean look(UUID requestId, String executionId, String processInstanceId) {
        return plans.look(requestId, executionId, processInstanceId);
    }

    /**
     * When to look again after nothing was seen.
     *
     * @return nothing when it was looked often enough and a person has to decide
     */
    public Optional<Instant> nextLook(UUID requestId) {
        int looks = plans.looks(requestId);
        if (looks >= properties.probeTries()) {
            timeline.add(requestId, "probe-repair");
            return Optional.empty();
        }
        Instant at = clock.instant().plus(properties.probeDelay().multipliedBy(1L << Math.min(looks - 1, 10)));
        timeline.add(requestId, "probe-again", Map.of("until", at.toString()));
        return Optional.of(at);
    }

    /** Nobody looks any more. */
    public void dropProbe(UUID requestId) {
        plans.dropProbe(requestId);
    }

    /** Writes one letter to the customer about how the request ended. */
    public void tell(UUID requestId) {
        Request request = requests.findById(requestId).orElseThrow();
        Service service = services.findById(request.serviceId()).orElseThrow();
        letter.send(request, service);
    }

    /** Ends the request with what came of it, and gives the turn to who waits for it. */
    public void close(UUID requestId) {
        Work work = lock(requestId);
        State end = endOf(work.request());
        if (work.request().state().isOpen()) {
            work.request().end(end, clock.instant());
            timeline.add(requestId, "ended", Map.of("state", end.name()));
        }
        settle(work, end);
        plans.shred(work.request());
        requests.flush();
        wake(work.service());
    }

    private State endOf(Request request) {
        return switch (request.state()) {
            case RUNNING -> State.DONE;
            case UNDOING ->
                plans.couldBeUndone(request.id())
                        ? (request.verb() == Verb.REMOVE ? State.CANCELLED : State.UNDONE)
                        : State.NOT_UNDONE;
            case WAITING -> State.CANCELLED;
            default -> request.state();
        };
    }

    private void settle(Work work, State end) {
        boolean never = work.request().verb() == Verb.CREATE && end != State.DONE;
        boolean gone = work.request().verb() == Verb.REMOVE && end == State.DONE;
        if (never || gone) {
            work.service().remove(clock.instant());
            giveUpOnChildren(work.service());
        } else if (work.request().verb() == Verb.REMOVE && work.service().state() == Service.State.SUSPENDED) {
            work.service().activate(work.service().spec(), clock.instant());
        }
    }

    private void giveUpOnChildren(Service service) {
        for (Request waiting : requests.waitingBelow(service.id())) {
            waiting.cancel("batuta");
            timeline.add(waiting.id(), "parent-gone", Map.of("parent", service.name()));
            processes.send("abort", waiting.id().toString());
        }
    }

    private void wake(Service service) {
        requests.waiting(service.id()).stream().limit(1).forEach(this::wake);
        if (service.isActive()) {
            requests.waitingBelow(service.id()).forEach(this::wake);
        }
    }

    private void wake(Request waiting) {
        String execution = waiting.executionId();
        Service service = services.lock(waiting.serviceId());
        if (execution != null
                && !waiting.isInUndoWindow()
                && obstacle(new Work(waiting, service)).isEmpty()) {
            start(waiting);
            processes.reach(execution);
        }
    }
}
