package org.batuta.hosting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.hosting.Comparison.Cut;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Operations;
import org.batuta.orchestration.PlannedOperation;
import org.batuta.orchestration.PlannedStep;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a comparison through its life, one method for each step of {@code compare-services}. Called by delegates only;
 * what differs on a server is held before anything else.
 */
@Component
@Transactional
public class Comparing {

    private static final UUID FIRST = new UUID(0, 0);

    /** A line of what is measured, as in {@code used_bytes=4711}. */
    private static final Pattern MEASURED = Pattern.compile("(?m)^([a-z][a-z_]{0,30})=([0-9]{1,18})$");

    private final Comparisons comparisons;
    private final ComparisonRows rows;
    private final ServiceRows services;
    private final RequestRows requests;
    private final Drifts drifts;
    private final Upkeep upkeep;
    private final Operations operations;
    private final Evidences evidences;
    private final ComparisonSettings settings;
    private final Clock clock;

    Comparing(
            Comparisons comparisons,
            ComparisonRows rows,
            ServiceRows services,
            RequestRows requests,
            Drifts drifts,
            Upkeep upkeep,
            Operations operations,
            Evidences evidences,
            ComparisonSettings settings,
            Clock clock) {
        this.comparisons = comparisons;
        this.rows = rows;
        this.services = services;
        this.requests = requests;
        this.drifts = drifts;
        this.upkeep = upkeep;
        this.operations = operations;
        this.evidences = evidences;
        this.settings = settings;
        this.clock = clock;
    }

    /** It is night: each server at work is compared, unless it is being compared. */
    public void begin() {
        comparisons.ofAll();
    }

    /**
     * Plans the checks of the next portion. What a request is changing is left out.
     *
     * @return the step; null when there is nothing more to look at, or the server takes nothing
     */
    public @Nullable UUID next(UUID id) {
        Comparison comparison = rows.lock(id).orElseThrow();
        ServerState state = comparison.server().state();
        if (state != ServerState.ACTIVE) {
            comparison.cut(state == ServerState.BLOCKED ? Cut.BLOCKED : Cut.MAINTENANCE);
        }
        List<Service> portion = portion(comparison);
        while (comparison.cut() == null && !portion.isEmpty()) {
            comparison.takes(portion);
            List<PlannedOperation> checks = checks(comparison, portion);
            if (!checks.isEmpty()) {
                UUID server = comparison.server().id();
                return operations
                        .plan(new PlannedStep(id, server, false, checks))
                        .id();
            }
            portion = portion(comparison);
        }
        return null;
    }

    private List<Service> portion(Comparison comparison) {
        UUID server = comparison.server().id();
        UUID reached = comparison.reached();
        UUID only = comparison.serviceId();
        if (only == null) {
            return rows.carried(server, reached == null ? FIRST : reached, Limit.of(settings.portion()));
        }
        return reached == null
                ? services.findById(only).filter(Service::isActive).stream().toList()
                : List.of();
    }

    private List<PlannedOperation> checks(Comparison comparison, List<Service> portion) {
        List<UUID> changing =
                requests.changing(portion.stream().map(Service::id).toList());
        changing.forEach(service -> comparison.leavesOut());
        List<Service> still = portion.stream()
                .filter(service -> !changing.contains(service.id()))
                .toList();
        List<Service> known = still.stream().filter(upkeep::canBeCompared).toList();
        comparison.missed(still.size() - known.size());
        UUID server = comparison.server().id();
        return known.stream()
                .flatMap(service -> Stream.concat(
                        Stream.of(upkeep.check(service, server, comparison.askedBy())),
                        upkeep.measure(service, server, comparison.askedBy()).stream()))
                .toList();
    }

    /** Hands the checks to the dispatcher; false when nothing is left to wait for. */
    public boolean look(UUID stepId, String executionId, String processInstanceId) {
        return operations.submit(stepId, executionId, processInstanceId);
    }

    /**
     * Counts what the checks said, and writes down what differs and what was measured.
     *
     * @param all whether it goes on with the next portion
     */
    public void note(UUID id, UUID stepId, boolean all) {
        drifts.hold(rows.serverOf(id).orElseThrow());
        Comparison comparison = rows.lock(id).orElseThrow();
        Evidence evidence = evidences.of(stepId);
        for (Operation operation : evidence.operations()) {
            if (operation.verb() == Verb.MEASURE) {
                measured(operation, said(evidence.of(operation)));
            } else {
                note(comparison, operation, evidence);
            }
        }
        if (!all) {
            comparison.cut(comparison.server().maintenance() == null ? Cut.UNREACHABLE : Cut.MAINTENANCE);
        }
    }

    private void note(Comparison comparison, Operation check, Evidence evidence) {
        Service service = services.findById(check.serviceId()).orElseThrow();
        if (check.state().isDone()) {
            comparison.foundAsWanted();
            drifts.right(comparison.server().id(), service.id());
        } else if (!check.foundDifference()) {
            comparison.missed(1);
        } else if (!service.isActive() || mayHaveChanged(service, check)) {
            comparison.leavesOut();
        } else {
            comparison.foundDiffering();
            drifts.found(comparison, service, check.id(), said(evidence.of(check)));
        }
    }

    /** What was asked for one that moved meanwhile, even if it is back, stays with whoever had it: nobody can say. */
    private boolean mayHaveChanged(Service service, Operation check) {
        Instant since = check.created();
        return services.hasLeft(check.accountId(), service.type(), service.name(), since)
                || requests.hasChanged(service.id(), since);
    }

    /** What cannot be measured stays as it was measured before, with its age. */
    private void measured(Operation measure, String said) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        MEASURED.matcher(said).results().forEach(line -> values.put(line.group(1), Long.parseLong(line.group(2))));
        if (measure.state().isDone() && !values.isEmpty()) {
            services.findById(measure.serviceId()).orElseThrow().measured(values, clock.instant());
        }
    }

    private static String said(List<Attempt> oldestFirst) {
        return oldestFirst.isEmpty()
                ? ""
                : oldestFirst.get(oldestFirst.size() - 1).stdout();
    }

    /** It is over; a person is asked about what differs, or not any more. */
    public void close(UUID id) {
        UUID server = rows.serverOf(id).orElseThrow();
        drifts.hold(server);
        Comparison comparison = rows.lock(id).orElseThrow();
        comparison.missed(left(comparison));
        comparison.end(clock.instant());
        drifts.ask(comparison);
    }

    private long left(Comparison comparison) {
        UUID reached = comparison.reached();
        if (comparison.cut() == null) {
            return 0;
        }
        if (comparison.serviceId() != null) {
            return reached == null ? 1 : 0;
        }
        return rows.countCarried(comparison.server().id(), reached == null ? FIRST : reached);
    }
}
