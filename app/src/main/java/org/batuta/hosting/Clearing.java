package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Contacts;
import org.batuta.accounts.Erasing;
import org.batuta.hosting.Request.Verb;
import org.batuta.kernel.Ids;
import org.batuta.notifications.Letters;
import org.batuta.workflow.Processes;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Clears an account that is being closed, one method for each step of {@code close-account}. Each round visits every
 * living service once and asks for the removal of those that nothing lives in any more; when none is left, the account is
 * erased part by part.
 */
@Component
@Transactional
public class Clearing {

    private static final PageRequest PORTION = PageRequest.of(0, 10);
    private static final PageRequest ALL = PageRequest.ofSize(Integer.MAX_VALUE);
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
    private static final Duration LETTERS_AT_MOST = Duration.ofDays(1);

    private final ClosureRows rows;
    private final RequestRows requests;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Contacts contacts;
    private final Erasing erasing;
    private final Locks locks;
    private final Turns turns;
    private final Removals removals;
    private final Intake intake;
    private final Letters letters;
    private final Processes processes;
    private final Clock clock;

    Clearing(
            ClosureRows rows,
            RequestRows requests,
            ServiceRows services,
            Accounts accounts,
            Contacts contacts,
            Erasing erasing,
            Locks locks,
            Turns turns,
            Removals removals,
            Intake intake,
            Letters letters,
            Processes processes,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.services = services;
        this.accounts = accounts;
        this.contacts = contacts;
        this.erasing = erasing;
        this.locks = locks;
        this.turns = turns;
        this.removals = removals;
        this.intake = intake;
        this.letters = letters;
        this.processes = processes;
        this.clock = clock;
    }

    /**
     * Writes to the account that it is being closed, also to its confirmed emergency addresses; or that it is not, and
     * then the closure is over and what waited goes on.
     */
    public void tell(UUID closureId) {
        Closure closure = rows.findById(closureId).orElseThrow();
        Account account = accounts.findById(closure.accountId()).orElseThrow();
        Map<String, Object> model = new HashMap<>(Map.of("account", account.name(), "link", "/services"));
        if (closure.isStopped()) {
            services.after(account.id(), Ids.FIRST, ALL).forEach(service -> turns.wake(locks.inItsParent(service)));
            rows.lock(closureId).end(clock.instant());
        } else {
            model.put("evidence", String.valueOf(closure.reason()));
        }
        String what = closure.isStopped() ? "account-stays" : "account-closing";
        String event = event(what, account.id(), closureId);
        letters.tell(account.id(), event, what, model);
        contacts.of(account.id(), Contact.Usage.EMERGENCY).stream()
                .filter(Contact::isForEmergencies)
                .forEach(reader -> letters.tellAddress(reader.email(), reader.language(), event, what, model));
    }

    private static String event(String what, UUID accountId, UUID closureId) {
        return what + "/" + accountId + "/" + closureId;
    }

    /** What follows when the next services were visited. */
    public enum Asked {
        /** There may be others on this round. */
        MORE,
        ALL,
        /** The account stays. */
        STOPPED
    }

    /** Visits the next services of the account. */
    public Asked visitNext(UUID closureId) {
        Closure closure = rows.findById(closureId).orElseThrow();
        if (closure.isStopped()) {
            return Asked.STOPPED;
        }
        UUID visited = closure.visited();
        List<UUID> next = services.after(closure.accountId(), visited == null ? Ids.FIRST : visited, PORTION);
        next.forEach(service -> visit(closure, locks.inItsParent(service)));
        boolean more = next.size() == PORTION.getPageSize();
        closure.visited(more ? next.get(next.size() - 1) : null);
        // before the engine writes: who stops it meanwhile fails this, and the round begins again
        rows.flush();
        return more ? Asked.MORE : Asked.ALL;
    }

    private void visit(Closure closure, Service service) {
        if (service.state() != Service.State.REMOVED
                && !removals.isUnderWay(service)
                && services.livingChildren(service.id()).isEmpty()) {
            String inNameOf = closure.accountId().toString();
            Request.Asked asked = new Request.Asked(closure.askedBy(), inNameOf, clock.instant(), null, null);
            Request removal = new Request(service, Verb.REMOVE, null, asked);
            intake.supersedeAll(removal);
            intake.begin("remove-service", removal);
        }
    }

    /**
     * Remembers where the closure waits for removals.
     *
     * @return false when none is under way any more
     */
    public boolean await(UUID closureId, String executionId) {
        Closure closure = rows.lock(closureId);
        closure.waitsAt(executionId);
        rows.flush();
        return requests.openForClosing(closure.accountId()) > 0;
    }

    /** What a round has come to. */
    public enum Came {
        /** No service is left, and the account was told. */
        EMPTY,
        /** Something is left: another round comes after a pause. */
        LEFT,
        /** The account stays. */
        STOPPED
    }

    /**
     * What a round has come to.
     *
     * @param pause before the next round
     */
    public record Verdict(Came came, Duration pause) {}

    /** Judges by what the services are, however the way there was; when none is left, it cannot be stopped any more. */
    public Verdict judge(UUID closureId) {
        Closure closure = rows.lock(closureId);
        UUID account = closure.accountId();
        if (closure.isStopped()) {
            return new Verdict(Came.STOPPED, Duration.ZERO);
        }
        boolean failed = requests.removalsThatFailed(account, closure.askedAt()) > 0;
        if (failed || services.countLiving(account) > 0 || requests.openOfAccount(account) > 0) {
            return new Verdict(Came.LEFT, failed ? AFTER_FAILURE : A_MOMENT);
        }
        boolean letterMayWait = clock.instant().isBefore(closure.askedAt().plus(LETTERS_AT_MOST));
        if (letterMayWait && letters.isUnderWay(event("account-closing", account, closureId))) {
            return new Verdict(Came.LEFT, A_MOMENT);
        }
        closure.beginErasing(clock.instant());
        return new Verdict(Came.EMPTY, Duration.ZERO);
    }

    /**
     * Erases the next part of the account; with the last one it is closed.
     *
     * @return whether there are more
     */
    public boolean eraseNext(UUID closureId) {
        UUID account = rows.accountOf(closureId);
        accounts.lock(account);
        Closure closure = rows.lock(closureId);
        boolean more = erasing.erase(account, closure.erased());
        closure.erasedOneMore();
        if (!more) {
            closure.end(clock.instant());
        }
        return more;
    }

    /** A request has ended: if it was the last one, the closure that waits for it goes on. */
    void ended(Request request) {
        if (accounts.stateOf(request.accountId()) == Account.State.CLOSING) {
            rows.lockOpenOf(request.accountId()).ifPresent(closure -> {
                String execution = closure.executionId();
                if (execution != null && requests.openForClosing(closure.accountId()) == 0) {
                    processes.reach(execution);
                }
            });
        }
    }
}
