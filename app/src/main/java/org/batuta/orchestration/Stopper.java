package org.batuta.orchestration;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.workflow.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends what steps have started on their servers, over a second channel, and believes nothing but the journal: dead
 * only when the server says so. A server that does not answer is tried again, visibly.
 */
@Component
class Stopper {

    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private static final String DUE = """
            update step set stop_not_before = :next where id in (
                select s.id from step s left join server v on v.id = s.server_id
                where s.state = 'STOPPING' and (s.stop_not_before is null or s.stop_not_before <= :now)
                and (v.knock_at is null or v.knock_at <= :now or v.state = 'RETIRED')
                order by s.stop_not_before nulls first limit :room for update of s skip locked)
            returning id""";

    private final JdbcClient sql;
    private final StoredSteps steps;
    private final StoredOperations operations;
    private final Leases leases;
    private final Runner runner;
    private final Results results;
    private final Verdicts verdicts;
    private final Blocks blocks;
    private final Knocks knocks;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final OrchestrationSettings settings;
    private final Clock clock;

    Stopper(
            JdbcClient sql,
            StoredSteps steps,
            StoredOperations operations,
            Leases leases,
            Runner runner,
            Results results,
            Verdicts verdicts,
            Blocks blocks,
            Knocks knocks,
            Transactions transactions,
            ApplicationEventPublisher events,
            OrchestrationSettings settings,
            Clock clock) {
        this.sql = sql;
        this.steps = steps;
        this.operations = operations;
        this.leases = leases;
        this.runner = runner;
        this.results = results;
        this.verdicts = verdicts;
        this.blocks = blocks;
        this.knocks = knocks;
        this.transactions = transactions;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** Steps to be stopped now; other nodes leave them alone until the next try is due. */
    List<UUID> due(int room) {
        Instant now = clock.instant();
        return transactions.retrying(() -> sql.sql(DUE)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("next", now.plus(settings.stopRetry()).atOffset(ZoneOffset.UTC))
                .param("room", room)
                .query(UUID.class)
                .list());
    }

    void stop(UUID stepId, String node) {
        Step step = steps.findById(stepId).orElseThrow();
        Outcome as = Optional.ofNullable(step.stopAs()).orElse(Outcome.ABORTED);
        try (Trail ignored = Trail.of(step)) {
            for (Operation operation : operations.ofStep(stepId)) {
                if (Stops.mayRun(operation) && !stop(step, operation, node, as)) {
                    return;
                }
            }
            results.settle(stepId);
        }
    }

    private boolean stop(Step step, Operation operation, String node, Outcome as) {
        Target target = transactions.retrying(() -> leases.target(operation.serverId()));
        if (target == null || target.retired()) {
            results.writeStopped(node, operation, Result.of(as, "nobody waits for it any more"));
            return true;
        }
        try {
            for (String run : runs(operation)) {
                Frame frame = runner.kill(target, run);
                if (!frame.state().isEnd()) {
                    later(step, operation);
                    return false;
                }
                if (!run.equals(operation.runId())) {
                    continue;
                }
                Result result = verdicts.of(frame, frame.stdout(), frame.stderr(), as);
                results.writeStopped(
                        node,
                        operation,
                        frame.state() == Frame.State.LOST || frame.state() == Frame.State.UNSTARTED
                                ? result.as(as)
                                : result);
            }
            return true;
        } catch (HostKeyChanged e) {
            blocks.block(target, e);
        } catch (NotReached | LineBroken e) {
            if (e instanceof NotReached.Silent) {
                knocks.unheard(target.serverId());
            }
            LOG.info("Stop of step {} goes on later: {}", step.id(), e.getMessage());
        }
        later(step, operation);
        return false;
    }

    private static List<String> runs(Operation operation) {
        String earlier = operation.openRunId();
        if (operation.state() != OperationState.RUNNING) {
            return earlier == null ? List.of() : List.of(earlier);
        }
        return earlier == null ? List.of(operation.runId()) : List.of(earlier, operation.runId());
    }

    private void later(Step found, Operation operation) {
        transactions.retrying(() -> {
            Step step = steps.lock(found.id()).orElseThrow();
            if (step.state() == StepState.STOPPING) {
                Instant next = clock.instant().plus(settings.stopRetry());
                step.stopLater(next);
                events.publishEvent(new StepEvents.StopDelayed(
                        step.requestId(), step.id(), leases.serverName(operation.serverId()), next));
            }
        });
    }
}
