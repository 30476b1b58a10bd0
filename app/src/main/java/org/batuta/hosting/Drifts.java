package org.batuta.hosting;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.hosting.Drift.State;
import org.batuta.kernel.Ids;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What differs from what is in force, server by server. As long as anything is open on a server one process asks a
 * person about all of it; whoever changes what differs on a server holds it first.
 */
@Component
public class Drifts {

    /** What a person has not settled, or what is being done about it. */
    static final Set<State> UNSETTLED = EnumSet.of(State.OPEN, State.CHOSEN, State.REPAIRING);

    private static final Set<State> LIVING = EnumSet.of(State.OPEN, State.LEFT, State.CHOSEN, State.REPAIRING);
    private static final int LONGEST = 4_000;

    private final DriftRows rows;
    private final ComparisonRows comparisons;
    private final Processes processes;
    private final Transactions transactions;
    private final Clock clock;

    Drifts(DriftRows rows, ComparisonRows comparisons, Processes processes, Transactions transactions, Clock clock) {
        this.rows = rows;
        this.comparisons = comparisons;
        this.processes = processes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What differs on a server now, by type and name, also what was left so. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Page<Drift> on(UUID serverId, Pageable page) {
        return rows.of(serverId, LIVING, page);
    }

    /** What a person is asked about on a server now, by type and name. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public Page<Drift> open(UUID serverId, Pageable page) {
        return rows.of(serverId, Set.of(State.OPEN), page);
    }

    /**
     * What differs on a server now, also what was left so, the newest first.
     *
     * @param states those that are looked for; none for all
     * @param before the last one that is known already; null to begin with the newest
     */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    @Transactional(readOnly = true)
    public List<Drift> search(UUID serverId, Set<State> states, @Nullable UUID before, int most) {
        Set<State> wanted = EnumSet.copyOf(LIVING);
        wanted.removeIf(state -> !states.isEmpty() && !states.contains(state));
        return rows.before(serverId, wanted, before == null ? Ids.LAST : before, Limit.of(most));
    }

    /** Until the transaction ends nobody else changes what differs on this server. */
    void hold(UUID serverId) {
        transactions.hold("drift" + serverId);
    }

    /** What is being done about it meanwhile goes on: it ends with a look of its own. */
    void found(Comparison comparison, Service service, UUID check, String said) {
        String difference = said.length() > LONGEST ? said.substring(0, LONGEST) : said;
        rows.living(comparison.server().id(), service.id())
                .ifPresentOrElse(
                        drift -> drift.foundAgain(check, difference),
                        () -> rows.save(new Drift(comparison, service, check, difference, clock.instant())));
    }

    void right(UUID serverId, UUID serviceId) {
        rows.living(serverId, serviceId)
                .filter(drift -> drift.state() != State.REPAIRING)
                .ifPresent(drift -> drift.end(State.RIGHT, clock.instant()));
    }

    /** Asks a person if anything is open that nobody is asked about; asks no more if nothing is. */
    void ask(Comparison comparison) {
        UUID server = comparison.server().id();
        rows.notInForce(server).forEach(drift -> drift.end(State.GONE, clock.instant()));
        rows.flush();
        boolean unsettled = rows.count(server, UNSETTLED) > 0;
        comparisons
                .settling(server)
                .ifPresentOrElse(
                        asking -> {
                            if (!unsettled
                                    && processes.send("driftGone", asking.id().toString())) {
                                asking.settles(false);
                            }
                        },
                        () -> {
                            if (unsettled) {
                                begin(comparison);
                            }
                        });
    }

    private void begin(Comparison comparison) {
        comparison.settles(true);
        comparisons.flush();
        String id = comparison.id().toString();
        processes.start(
                "settle-drift",
                id,
                Map.of("comparisonId", id, "serverId", comparison.server().id().toString()));
    }

    /** How many are not settled; when none is, nobody is asked any more. */
    int left(Comparison asking) {
        rows.flush();
        long left = rows.count(asking.server().id(), UNSETTLED);
        asking.settles(left > 0);
        return Math.toIntExact(left);
    }

    List<Drift> in(UUID serverId, State state, int most) {
        return rows.of(serverId, Set.of(state), Limit.of(most));
    }
}
