package org.batuta.hosting;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.hosting.Request.Verb;
import org.batuta.hosting.Service.Suspended;
import org.batuta.notifications.Letters;
import org.batuta.workflow.Processes;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a suspension to every service of its account, one method for each step of {@code suspend-account}. Each round
 * visits every living service once and asks for what it lacks: while the account is suspended, that what works stops;
 * when it is resumed, that what stopped with it works again, and nothing else.
 */
@Component
@Transactional
public class Cascade {

    private static final String CHANGE = "change-service";
    private static final UUID FIRST = new UUID(0, 0);
    private static final PageRequest PORTION = PageRequest.of(0, 10);

    private final SuspensionRows rows;
    private final RequestRows requests;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Locks locks;
    private final Turns turns;
    private final Intake intake;
    private final Timeline timeline;
    private final Letters letters;
    private final Processes processes;
    private final Clock clock;

    Cascade(
            SuspensionRows rows,
            RequestRows requests,
            ServiceRows services,
            Accounts accounts,
            Locks locks,
            Turns turns,
            Intake intake,
            Timeline timeline,
            Letters letters,
            Processes processes,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.services = services;
        this.accounts = accounts;
        this.locks = locks;
        this.turns = turns;
        this.intake = intake;
        this.timeline = timeline;
        this.letters = letters;
        this.processes = processes;
        this.clock = clock;
    }

    /** Writes to the account that it is suspended, or that it is resumed; then the suspension is over. */
    public void tell(UUID suspensionId) {
        Suspension suspension = rows.lock(suspensionId);
        String what = suspension.isResumed() ? "account-resumed" : "account-suspended";
        Map<String, Object> model = new HashMap<>();
        model.put(
                "account",
                accounts.findById(suspension.accountId()).orElseThrow().name());
        model.put("link", "/services");
        if (suspension.isResumed()) {
            suspension.end(clock.instant());
        } else {
            model.put("evidence", suspension.reason());
        }
        letters.tell(suspension.accountId(), what + "/" + suspensionId, what, model);
    }

    /**
     * Visits the next services of the account.
     *
     * @return whether there may be more on this round
     */
    public boolean visitNext(UUID suspensionId) {
        Suspension suspension = rows.findById(suspensionId).orElseThrow();
        UUID visited = suspension.visited();
        List<UUID> next = services.after(suspension.accountId(), visited == null ? FIRST : visited, PORTION);
        next.forEach(service -> visit(suspension, locks.inItsParent(service)));
        boolean more = next.size() == PORTION.getPageSize();
        if (more) {
            suspension.visited(next.get(next.size() - 1));
        } else {
            suspension.roundIsOver();
        }
        // before the engine writes: a resumption meanwhile fails this, and the round begins again the other way
        rows.flush();
        return more;
    }

    private void visit(Suspension suspension, Service service) {
        Optional<Request> open = requests.openOfActivity(service.id());
        if (suspension.isResumed()) {
            open.filter(request -> request.verb() == Verb.SUSPEND && request.isCancellable())
                    .ifPresent(request -> cancel(suspension, request));
            if (open.isEmpty() && service.suspended() == Suspended.WITH_ACCOUNT && !isBeingRemoved(service)) {
                begin(Verb.RESUME, suspension, service);
            }
            turns.wake(service);
        } else if (open.isEmpty() && willWork(service)) {
            begin(Verb.SUSPEND, suspension, service);
        }
    }

    private boolean willWork(Service service) {
        Optional<Request> running = requests.running(service.id());
        return running.map(request -> request.verb() != Verb.REMOVE).orElse(service.isActive());
    }

    private boolean isBeingRemoved(Service service) {
        return requests.running(service.id())
                .or(() -> requests.waiting(service.id()).stream()
                        .filter(Request::isInUndoWindow)
                        .findFirst())
                .filter(request -> request.verb() == Verb.REMOVE)
                .isPresent();
    }

    private void cancel(Suspension suspension, Request request) {
        String by = String.valueOf(suspension.resumedBy());
        locks.of(request.id());
        request.cancel(by);
        timeline.add(request, "cancel-asked", Map.of("by", by));
        requests.flush();
        processes.send("abort", request.id().toString());
    }

    private void begin(Verb verb, Suspension suspension, Service service) {
        String by = suspension.isResumed() ? String.valueOf(suspension.resumedBy()) : suspension.askedBy();
        String inNameOf = suspension.accountId().toString();
        Request request =
                new Request(service, verb, null, new Request.Asked(by, inNameOf, clock.instant(), null, null));
        request.isPartOf(suspension);
        intake.begin(CHANGE, request);
    }

    /**
     * Remembers where the suspension waits for its requests.
     *
     * @return false when none is open any more
     */
    public boolean await(UUID suspensionId, String executionId) {
        Suspension suspension = rows.lock(suspensionId);
        suspension.waitsAt(executionId);
        rows.flush();
        return requests.openOf(suspensionId) > 0;
    }

    /** What a round has come to. */
    public enum Came {
        /** All stand still, or all works again that stopped with the account. */
        AS_WANTED,
        /** Some services work that should not, or do not that should: a person decides. */
        SHORT,
        /** The account was resumed after the round: another one is due. */
        RESUMED_MEANWHILE
    }

    /** What a round has come to, and whether the account is resumed. */
    public record Verdict(Came came, boolean resumed) {}

    /** Judges by what the services are, however the way there was. */
    public Verdict judge(UUID suspensionId) {
        Suspension suspension = rows.lock(suspensionId);
        if (suspension.isDue()) {
            return new Verdict(Came.RESUMED_MEANWHILE, suspension.isResumed());
        }
        boolean wanted = suspension.isResumed()
                ? services.stillWithAccount(suspension.accountId()).stream().allMatch(this::isBeingRemoved)
                : services.countActive(suspension.accountId()) == 0;
        return new Verdict(wanted ? Came.AS_WANTED : Came.SHORT, suspension.isResumed());
    }

    /** A request has ended: what came to work although its account is suspended stops, and who waits for it goes on. */
    void ended(Request request, Service service) {
        if (request.verb() == Verb.REMOVE && service.isActive()) {
            standing(service.accountId())
                    .filter(suspension -> requests.openOfActivity(service.id()).isEmpty())
                    .ifPresent(suspension -> begin(Verb.SUSPEND, suspension, service));
        }
        UUID suspensionId = request.suspensionId();
        if (suspensionId != null) {
            Suspension suspension = rows.lock(suspensionId);
            String execution = suspension.executionId();
            if (execution != null && requests.openOf(suspensionId) == 0) {
                processes.reach(execution);
            }
        }
    }

    private Optional<Suspension> standing(UUID accountId) {
        boolean suspended = accounts.stateOf(accountId) == Account.State.SUSPENDED;
        return suspended ? rows.openOf(accountId) : Optional.empty();
    }
}
