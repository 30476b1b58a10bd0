package org.batuta.hosting;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.hosting.Locks.Work;
import org.batuta.hosting.Request.State;
import org.batuta.hosting.Request.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a request through its life, one method for each step of {@code change-service}, {@code remove-service},
 * {@code change-password} and {@code see-service}. Called by delegates only; every method locks the service first and the request second, so that
 * the end of one request and the turn of the next never miss each other.
 */
@Component
@Transactional
public class Fulfilment {

    private final RequestRows requests;
    private final Locks locks;
    private final Turns turns;
    private final Plans plans;
    private final PasswordProof proof;
    private final Timeline timeline;
    private final HostingProperties properties;
    private final Clock clock;

    Fulfilment(
            RequestRows requests,
            Locks locks,
            Turns turns,
            Plans plans,
            PasswordProof proof,
            Timeline timeline,
            HostingProperties properties,
            Clock clock) {
        this.requests = requests;
        this.locks = locks;
        this.turns = turns;
        this.plans = plans;
        this.proof = proof;
        this.timeline = timeline;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Its server has said that whoever asked knows the present password: from here on it is a wish like others, and takes
     * the place of an earlier one of its kind that waits for its turn.
     *
     * @return false when it is not wanted any more
     */
    public boolean noteProof(UUID requestId) {
        turns.holdParent(requestId);
        Work work = locks.of(requestId);
        if (!work.request().awaitsProof() || work.request().isCancelled()) {
            return false;
        }
        turns.supersede(requests.waiting(work.service().id()).stream()
                .filter(other -> other.verb() == Verb.SET_PASSWORD && other.awaitsTurn())
                .toList());
        timeline.add(work.request(), "proven");
        return true;
    }

    /**
     * Starts the request if its turn has come; {@code false} when it has to wait. A removal whose time has come takes the
     * place of what still waits for the service, as one that is asked for at once does.
     */
    public boolean takeTurn(UUID requestId) {
        turns.holdParent(requestId);
        Work work = locks.of(requestId);
        if (work.request().verb() == Verb.REMOVE && work.request().isScheduled()) {
            turns.supersede(requests.waiting(work.service().id()).stream()
                    .filter(other -> !other.id().equals(requestId))
                    .toList());
        }
        boolean free = turns.obstacle(work.request(), work.service()).isEmpty();
        if (free) {
            turns.start(work.request(), work.service());
        }
        return free;
    }

    /**
     * Remembers where the request waits for its turn, and tells why.
     *
     * @return false when nothing stands in its way any more: it is started
     */
    public boolean awaitTurn(UUID requestId, String executionId) {
        if (takeTurn(requestId)) {
            return false;
        }
        Work work = locks.of(requestId);
        work.request().waitsAt(executionId);
        timeline.add(work.request(), turns.obstacle(work.request(), work.service()));
        return true;
    }

    /** Writes what has to be done on which server, primaries first, and what has to be seen from outside. */
    public void plan(UUID requestId) {
        Work work = locks.of(requestId);
        switch (work.request().verb()) {
            case SET_PASSWORD -> plans.setPassword(work.request(), work.service());
            case SUSPEND -> plans.suspend(work.request(), work.service());
            case RESUME -> plans.resume(work.request(), work.service());
            default -> plans.change(work.request(), work.service());
        }
    }

    /** Which password a service has after its change was tried. */
    public enum Password {
        /** The new one: each server has shown its verifier. */
        SET,
        /** The one from before: it was cancelled, and nothing had been sent. */
        KEPT,
        /** Nobody can say that it is the new one, so it is to be set again. */
        AGAIN
    }

    /** Judges by what the servers have shown, however the way there was. */
    public Password judge(UUID requestId) {
        Request request = locks.of(requestId).request();
        Password password = proof.of(request);
        if (password == Password.AGAIN) {
            request.because(proof.why(requestId));
        }
        return password;
    }

    /** Plans that the service of a removal stops working, with all data kept. */
    public void planSuspension(UUID requestId) {
        Work work = locks.of(requestId);
        plans.suspend(work.request(), work.service());
    }

    /** Plans that the data of a removed service are deleted. */
    public void planRemoval(UUID requestId) {
        Work work = locks.of(requestId);
        turns.start(work.request(), work.service());
        plans.remove(work.request(), work.service());
        timeline.add(work.request(), "window-passed");
    }

    /** Plans that a service in its undo window, or one that could not be stopped, works again. */
    public void planResumption(UUID requestId) {
        Work work = locks.of(requestId);
        Request request = work.request();
        if (request.state() == State.WAITING) {
            turns.start(request, work.service());
        }
        request.undo(request.isCancelled() ? "cancelled" : "failed");
        plans.undo(request, work.service());
        timeline.add(request, "kept");
    }

    /**
     * The undo window of a removal begins; the service stopped working.
     *
     * @return when it ends
     */
    public Instant startWindow(UUID requestId) {
        Work work = locks.of(requestId);
        work.service().suspend();
        Instant end = clock.instant().plus(properties.undoWindow());
        work.request().waitUntil(end);
        timeline.add(work.request(), "window", Map.of("until", end.toString()));
        return end;
    }

    /**
     * The wish is proven, as it was planned last: from now on that is in force. A correction that nobody planned is not.
     * A suspension is in force when the service was seen not to work.
     *
     * @return false when the request was cancelled meanwhile and must be undone
     */
    public boolean activate(UUID requestId) {
        Work work = locks.of(requestId);
        if (work.request().isCancelled()) {
            return false;
        }
        if (work.request().verb() == Verb.SUSPEND) {
            work.service().suspend(Suspensions.why(work.request()));
            return true;
        }
        work.service().activate(plans.proven(requestId), clock.instant());
        if (work.request().envelopeId() != null) {
            work.service().passwordSet(work.request().askedBy(), clock.instant());
        }
        return true;
    }

    /** Plans the way back: everything that was begun on a server, in reverse order. */
    public void planUndo(UUID requestId, String why) {
        Work work = locks.of(requestId);
        work.request().undo(work.request().isCancelled() ? "cancelled" : why);
        requests.flush();
        timeline.add(
                work.request(),
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
        Work work = locks.of(requestId);
        if (work.request().isCancelled() && !undo && work.request().verb() != Verb.REMOVE) {
            return new Next("cancelled", null);
        }
        return plans.next(requestId, undo)
                .map(step -> new Next("step", step.toString()))
                .orElse(new Next("none", null));
    }

    /** The step in which the probe is written down; nothing when there is nothing to look at. */
    public Optional<UUID> probeStep(UUID requestId) {
        return plans.probeStep(requestId);
    }

    /** Hands the probe to the dispatcher; false when nothing is left to wait for. */
    public boolean look(UUID stepId, String executionId, String processInstanceId) {
        return plans.look(stepId, executionId, processInstanceId);
    }

    /**
     * When to look again after nothing was seen.
     *
     * @return nothing when it was looked often enough and a person has to decide
     */
    public Optional<Instant> nextLook(UUID requestId) {
        int looks = plans.looks(requestId);
        if (looks >= properties.probeTries()) {
            return Optional.empty();
        }
        Instant at = clock.instant().plus(properties.probeDelay().multipliedBy(1L << Math.min(looks - 1, 10)));
        timeline.add(requests.findById(requestId).orElseThrow(), "probe-again", Map.of("until", at.toString()));
        return Optional.of(at);
    }
}
