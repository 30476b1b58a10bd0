package org.batuta.hosting;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.hosting.Drift.State;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.Step;
import org.batuta.orchestration.Verb;
import org.batuta.workflow.Comment;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of that which differs on a server, one method for each step of {@code settle-drift}. Called by delegates
 * only. A service is made as wanted in its turn: no request changes it meanwhile, and none does when its repair begins.
 */
@Component
@Transactional
public class Settlement {

    private static final String REPAIR = "repair";

    private final ComparisonRows comparisons;
    private final DriftRows rows;
    private final Drifts drifts;
    private final Locks locks;
    private final RequestRows requests;
    private final Turns turns;
    private final Upkeep upkeep;
    private final Operations operations;
    private final Evidences evidences;
    private final ComparisonSettings settings;
    private final Audit audit;
    private final Clock clock;

    Settlement(
            ComparisonRows comparisons,
            DriftRows rows,
            Drifts drifts,
            Locks locks,
            RequestRows requests,
            Turns turns,
            Upkeep upkeep,
            Operations operations,
            Evidences evidences,
            ComparisonSettings settings,
            Audit audit,
            Clock clock) {
        this.comparisons = comparisons;
        this.rows = rows;
        this.drifts = drifts;
        this.locks = locks;
        this.requests = requests;
        this.turns = turns;
        this.upkeep = upkeep;
        this.operations = operations;
        this.evidences = evidences;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A person said what becomes of one service, or of all that is open on the server.
     *
     * @param choice repair, or leave
     * @param service the id of one service; nothing for all
     * @return how many are not settled
     * @throws Refusal at {@code service} when it does not differ any more, or at {@code comment}
     */
    public int answer(UUID id, @Nullable Object choice, @Nullable Object service, @Nullable Object comment) {
        Comparison asking = hold(id);
        UUID server = asking.server().id();
        String said = Comment.of(comment);
        String only = service == null ? "" : service.toString();
        List<Drift> meant = drifts.in(server, State.OPEN, Integer.MAX_VALUE).stream()
                .filter(drift ->
                        only.isEmpty() || drift.service().id().toString().equals(only))
                .toList();
        if (meant.isEmpty()) {
            throw Refusal.at("service", "differs-no-more");
        }
        String by = Acting.currentOrSystem().login();
        boolean repair = REPAIR.equals(choice);
        for (Drift drift : meant) {
            if (repair) {
                drift.choose(by);
            } else {
                drift.leave(by);
            }
            audit.record(
                    repair ? "make-as-wanted" : "leave-as-it-is",
                    Subject.of("service", drift.service().id())
                            .ofAccount(drift.service().accountId()),
                    Map.of("server", asking.server().name(), "difference", drift.difference()),
                    Map.of("comment", said));
        }
        return drifts.left(asking);
    }

    /** What is repaired next, and how many are not settled. */
    public record Next(@Nullable String stepId, int left) {}

    /**
     * Plans the next portion: each service is made as wanted, then compared again. What a request is changing waits for
     * another answer.
     *
     * @param before the step that is planned anew
     */
    public Next next(UUID id, @Nullable UUID before) {
        Comparison asking = hold(id);
        UUID server = asking.server().id();
        if (before != null) {
            operations.supersedeStep(before);
            rows.repairedIn(before).forEach(Drift::choose);
            rows.flush();
        }
        List<Drift> portion = drifts.in(server, State.CHOSEN, settings.portion());
        while (!portion.isEmpty()) {
            begin(portion);
            List<Drift> begun = portion.stream()
                    .filter(drift -> drift.state() == State.REPAIRING)
                    .toList();
            if (!begun.isEmpty()) {
                Step step = operations.plan(new PlannedStep(id, server, false, repairs(begun, server)));
                begun.forEach(drift -> drift.repairIn(step.id()));
                return new Next(step.id().toString(), drifts.left(asking));
            }
            rows.flush();
            portion = drifts.in(server, State.CHOSEN, settings.portion());
        }
        return new Next(null, drifts.left(asking));
    }

    /** Services that live in others are locked after them, as everybody does. */
    private void begin(List<Drift> portion) {
        portion.stream()
                .sorted(Comparator.comparing((Drift drift) -> drift.service().parentId() != null)
                        .thenComparing(drift -> drift.service().id()))
                .forEach(drift -> {
                    Service service = locks.service(drift.service().id());
                    if (!service.isActive()) {
                        drift.end(State.GONE, clock.instant());
                    } else if (requests.running(service.id()).isPresent()) {
                        drift.open();
                    } else {
                        drift.repair();
                    }
                });
    }

    private List<PlannedOperation> repairs(List<Drift> begun, UUID server) {
        List<PlannedOperation> planned = new ArrayList<>();
        for (Drift drift : begun) {
            String by = String.valueOf(drift.decidedBy());
            planned.add(upkeep.apply(drift.service(), server, by));
            planned.add(upkeep.check(drift.service(), server, by));
        }
        return planned;
    }

    /**
     * A portion is done, or given up: what the check found as wanted is settled, the rest waits for another answer.
     *
     * @param goesOn whether the other portions follow; otherwise they wait for an answer too
     * @return how many are not settled
     */
    public int note(UUID id, UUID stepId, boolean goesOn) {
        Comparison asking = hold(id);
        operations.supersedeStep(stepId);
        Map<UUID, Operation> checks = evidences.of(stepId).operations().stream()
                .filter(operation -> operation.verb() == Verb.CHECK)
                .collect(Collectors.toMap(Operation::serviceId, check -> check));
        List<Drift> repaired = rows.repairedIn(stepId);
        for (Drift drift : repaired) {
            Operation check = checks.get(drift.service().id());
            if (check != null && check.state().isDone()) {
                drift.end(State.RIGHT, clock.instant());
            } else {
                drift.open();
            }
        }
        if (!goesOn) {
            drifts.in(asking.server().id(), State.CHOSEN, Integer.MAX_VALUE).forEach(Drift::open);
        }
        rows.flush();
        repaired.forEach(drift -> turns.wake(locks.service(drift.service().id())));
        return drifts.left(asking);
    }

    private Comparison hold(UUID id) {
        drifts.hold(comparisons.serverOf(id).orElseThrow());
        return comparisons.lock(id).orElseThrow();
    }
}
