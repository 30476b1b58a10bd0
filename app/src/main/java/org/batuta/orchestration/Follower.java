package org.batuta.orchestration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks a server's journal about a run until it says how it ended. A run that the server never heard of is handed over
 * again under the same name, which begins at most once; a server that stays silent too long leaves it LOST.
 */
@Component
class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final Runner runner;
    private final Results results;
    private final Leases leases;
    private final Verdicts verdicts;
    private final Seals seals;
    private final Blocks blocks;
    private final OrchestrationSettings settings;

    Follower(
            Runner runner,
            Results results,
            Leases leases,
            Verdicts verdicts,
            Seals seals,
            Blocks blocks,
            OrchestrationSettings settings) {
        this.runner = runner;
        this.results = results;
        this.leases = leases;
        this.verdicts = verdicts;
        this.seals = seals;
        this.blocks = blocks;
        this.settings = settings;
    }

    /**
     * Follows one run to its end.
     *
     * @param bound when the runner should long have ended it by itself: then it is killed from here
     */
    void follow(Operation operation, Target target, Holding holding, Duration bound) throws InterruptedException {
        Gathered out = new Gathered();
        Gathered err = new Gathered();
        Silence silence = new Silence(settings.attachFor());
        Silence running = new Silence(bound);
        while (holding.holds(operation.id())) {
            try {
                Frame frame = ask(operation, target, out, err, running.isTooLong());
                silence.broken();
                holding.hears();
                if (frame.state() == Frame.State.ABSENT) {
                    frame = handOver(operation, target);
                }
                out.add(frame.out(), frame.outTotal());
                err.add(frame.err(), frame.errTotal());
                if (frame.state().isEnd()) {
                    Outcome killed = running.isTooLong() ? Outcome.TIMED_OUT : Outcome.ABORTED;
                    results.write(holding.node(), operation, verdicts.of(frame, out.output(), err.output(), killed));
                    return;
                }
            } catch (Seals.Gone e) {
                results.write(holding.node(), operation, e.result());
                return;
            } catch (HostKeyChanged e) {
                blocks.block(target, e);
                leases.release(holding.node(), operation.id());
                return;
            } catch (NotReached | LineBroken e) {
                holding.hearsNothing();
                if (silence.isTooLong()) {
                    results.write(holding.node(), operation, Result.lost(String.valueOf(e.getMessage())));
                    return;
                }
                LOG.info("{} is asked again about {}: {}", target.name(), operation.runId(), e.getMessage());
                holding.pause(silence.nextPause());
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("What became of {} cannot be written yet: {}", operation.runId(), e.getMessage());
                holding.pause(silence.nextPause());
            }
        }
    }

    private Frame ask(Operation operation, Target target, Gathered out, Gathered err, boolean overdue)
            throws NotReached, LineBroken, HostKeyChanged {
        String id = operation.runId();
        return overdue
                ? runner.kill(target, id)
                : runner.attach(target, id, out.offset(), err.offset(), settings.patience());
    }

    private Frame handOver(Operation operation, Target target)
            throws NotReached, LineBroken, HostKeyChanged, Seals.Gone {
        Entry entry = seals.entry(operation);
        AtomicReference<Frame> answer = new AtomicReference<>();
        try {
            runner.run(target, List.of(entry), settings.patience(), answer::set);
        } finally {
            entry.wipe();
        }
        return Optional.ofNullable(answer.get()).orElseThrow();
    }
}
