package org.batuta.orchestration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries a claim to its server and brings back what became of it. Before the first byte of a claim is sent everything
 * may be given up; after it only the server's journal says how it ended.
 */
@Component
class Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);
    private static final int KEEP_DAYS = 30;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final Map<UUID, Long> collected = new ConcurrentHashMap<>();
    private final Runner runner;
    private final Delivery delivery;
    private final Follower follower;
    private final Results results;
    private final Leases leases;
    private final Verdicts verdicts;
    private final Seals seals;
    private final Blocks blocks;
    private final Standstill standstill;
    private final Knocks knocks;
    private final OrchestrationSettings settings;

    Carrier(
            Runner runner,
            Delivery delivery,
            Follower follower,
            Results results,
            Leases leases,
            Verdicts verdicts,
            Seals seals,
            Blocks blocks,
            Standstill standstill,
            Knocks knocks,
            OrchestrationSettings settings) {
        this.runner = runner;
        this.delivery = delivery;
        this.follower = follower;
        this.results = results;
        this.leases = leases;
        this.verdicts = verdicts;
        this.seals = seals;
        this.blocks = blocks;
        this.standstill = standstill;
        this.knocks = knocks;
        this.settings = settings;
    }

    void carry(Claim claim, Target target, Holding holding) throws InterruptedException {
        Map<String, Operation> open = new LinkedHashMap<>();
        claim.operations().forEach(operation -> open.put(operation.runId(), operation));
        if (target.retired()) {
            String why = "the server is no longer ours";
            finish(open, holding, claim.begun() ? Result.lost(why) : Result.refused("retired", why));
            return;
        }
        for (Operation operation : claim.operations()) {
            if (operation.verb() == Verb.UPGRADE) {
                open.remove(operation.runId());
                upgrade(operation, target, holding);
            }
        }
        if (!claim.begun() && !open.isEmpty()) {
            begin(claim, target, open, holding);
        }
        Duration bound = open.values().stream().map(Operation::limit).reduce(LEEWAY, Duration::plus);
        for (Operation operation : open.values()) {
            follower.follow(operation, target, holding, bound);
        }
        collect(target);
    }

    /** May be done again whatever became of it before, so that nothing of it is ever in doubt. */
    private void upgrade(Operation operation, Target target, Holding holding) {
        String node = holding.node();
        try {
            results.write(node, operation, delivery.bring(target));
        } catch (HostKeyChanged e) {
            blocks.block(target, e);
            leases.giveBack(node, operation);
        } catch (NotReached | LineBroken e) {
            if (e instanceof LineBroken broken && broken.isRefused()) {
                results.write(node, operation, Result.refused("no-runner", String.valueOf(e.getMessage())));
            } else {
                notReached(e, target, List.of(operation), node);
            }
        }
    }

    /** At the first talk of this node and then once a day, while the server is being talked to anyway. */
    private void collect(Target target) {
        long now = System.nanoTime();
        Long last = collected.putIfAbsent(target.serverId(), now);
        if (last == null || now - last > DAY.toNanos() && collected.replace(target.serverId(), last, now)) {
            try {
                runner.collect(target, KEEP_DAYS);
                delivery.collect(target, KEEP_DAYS);
            } catch (NotReached | LineBroken | HostKeyChanged e) {
                LOG.info("What is old stays for another day: {}", e.getMessage());
            }
        }
    }

    private void begin(Claim claim, Target target, Map<String, Operation> open, Holding holding) {
        try {
            killEarlier(claim, target);
            handOver(target, open, holding);
        } catch (NotReached e) {
            notReached(e, target, open.values(), holding.node());
            open.clear();
        } catch (HostKeyChanged e) {
            blocks.block(target, e);
            open.values().forEach(operation -> leases.giveBack(holding.node(), operation));
            open.clear();
        } catch (LineBroken e) {
            if (e.isRefused()) {
                finish(open, holding, Result.unanswered(String.valueOf(e.getMessage())));
            } else {
                LOG.info("{} is asked again about {} operations: {}", target.name(), open.size(), e.getMessage());
            }
        }
    }

    /** Nothing was sent. What found no room, or somebody works on its server, is back in the queue as if never taken. */
    private void notReached(Exception e, Target target, Collection<Operation> held, String node) {
        if (e instanceof NotReached.Busy) {
            held.forEach(operation -> leases.giveBack(node, operation));
        } else if (!standstill.givesBack(target.serverId(), node, held)) {
            if (e instanceof NotReached.Silent) {
                knocks.unheard(target.serverId());
            }
            Result result = Result.of(Outcome.UNREACHABLE, String.valueOf(e.getMessage()));
            held.forEach(operation -> results.write(node, operation, result));
        }
    }

    private void killEarlier(Claim claim, Target target) throws NotReached, HostKeyChanged {
        for (String earlier : claim.openRuns()) {
            try {
                if (!runner.kill(target, earlier).state().isEnd()) {
                    throw new NotReached(target, "an earlier run cannot be ended");
                }
            } catch (LineBroken e) {
                throw new NotReached(target, "an earlier run cannot be ended: " + e.getMessage());
            }
        }
    }

    private void handOver(Target target, Map<String, Operation> open, Holding holding)
            throws NotReached, LineBroken, HostKeyChanged {
        List<Entry> entries = new ArrayList<>();
        for (Operation operation : List.copyOf(open.values())) {
            try {
                entries.add(seals.entry(operation));
            } catch (Seals.Gone e) {
                open.remove(operation.runId());
                results.write(holding.node(), operation, e.result());
            }
        }
        if (entries.isEmpty()) {
            return;
        }
        try {
            runner.run(target, entries, settings.patience(), frame -> {
                Operation operation = open.get(frame.id());
                if (operation != null && frame.state().isEnd()) {
                    Result result = verdicts.of(frame, frame.stdout(), frame.stderr(), Outcome.ABORTED);
                    results.write(holding.node(), operation, result);
                    open.remove(frame.id()); // what could not be written is asked for again
                }
            });
        } finally {
            entries.forEach(Entry::wipe);
        }
    }

    private void finish(Map<String, Operation> open, Holding holding, Result result) {
        open.values().forEach(operation -> results.write(holding.node(), operation, result));
        open.clear();
    }
}
