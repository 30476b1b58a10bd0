package org.batuta.orchestration;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.batuta.kernel.Ids;
import org.batuta.live.Live;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The one loop of a node: claims what may run, keeps its leases, takes over what others left, and ends what is to be
 * stopped. It looks when somebody rings and every so often anyway; the rows are the truth. A claim is carried by a
 * worker of its own, so one server that hangs holds no more than the workers of its own few claims; and those of silent
 * servers, however many, take nobody's place.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final String TOPIC = "operations";

    private final Leases leases;
    private final Pace pace;
    private final Carrier carrier;
    private final Probes probes;
    private final Stopper stopper;
    private final Chores chores;
    private final OrchestrationSettings settings;
    private final Live live;
    private final String node;

    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger carrying = new AtomicInteger();
    private final AtomicInteger probing = new AtomicInteger();
    private final AtomicInteger stopping = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition bell = lock.newCondition();
    private boolean rung;
    private volatile boolean running;
    private ExecutorService workers = Executors.newCachedThreadPool();
    private Thread loop = new Thread();

    Dispatcher(
            Leases leases,
            Pace pace,
            Carrier carrier,
            Probes probes,
            Stopper stopper,
            Chores chores,
            OrchestrationSettings settings,
            Live live) {
        this.leases = leases;
        this.pace = pace;
        this.carrier = carrier;
        this.probes = probes;
        this.stopper = stopper;
        this.chores = chores;
        this.settings = settings;
        this.live = live;
        live.onChange(TOPIC, topic -> ring());
        String name = settings.node();
        this.node = (name == null ? "node" : name) + "-" + Ids.next();
    }

    @Override
    public void start() {
        running = true;
        workers = Executors.newCachedThreadPool(work -> new Thread(work, "operation"));
        loop = new Thread(this::loop, "dispatcher");
        loop.start();
    }

    /** Lets go of everything at once: whoever comes next finds it in the servers' journals. */
    @Override
    public void stop() {
        running = false;
        ring();
        Set<UUID> left = Set.copyOf(held);
        held.clear();
        workers.shutdownNow();
        try {
            loop.join(FAREWELL.toMillis());
            workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        left.forEach(operation -> leases.release(node, operation));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** There is work, on every node, once the transaction that made it is committed. */
    @EventListener
    void on(WorkQueued queued) {
        live.changed(TOPIC);
    }

    void ring() {
        lock.lock();
        try {
            rung = true;
            bell.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (running) {
            try {
                renew();
                look();
                chores.doDue();
            } catch (RuntimeException e) {
                LOG.warn("The dispatcher goes on after a failure", e);
            }
            awaitBell();
        }
    }

    private void renew() {
        if (chores.isLeaseDue()) {
            List<UUID> mine = List.copyOf(held);
            List<UUID> still = leases.renew(node, mine);
            mine.stream().filter(operation -> !still.contains(operation)).forEach(held::remove);
        }
    }

    private void look() {
        Leases.Glance glance = leases.glance();
        int stopRoom = settings.parallel() - stopping.get();
        if (glance.stops() && stopRoom > 0) {
            stopper.due(stopRoom).forEach(this::stop);
        }
        int room = settings.parallel() - carrying.get();
        if (glance.orphans() && room > 0) {
            leases.takeOver(node, room).forEach(this::dispatch);
        }
        if (glance.pending() && room > 0) {
            leases.claim(node, false, room).forEach(this::dispatch);
        }
        int probeRoom = settings.parallelProbes() - probing.get();
        if (glance.probes() && probeRoom > 0) {
            leases.claim(node, true, probeRoom).forEach(this::dispatch);
        }
    }

    private void stop(UUID step) {
        stopping.incrementAndGet();
        workers.execute(() -> {
            try {
                guarded(() -> stopper.stop(step, node));
            } finally {
                stopping.decrementAndGet();
            }
        });
    }

    private void dispatch(Claim claim) {
        Hold hold = new Hold(claim);
        workers.execute(() -> {
            try (Trail ignored = Trail.of(claim)) {
                guarded(hold::work);
            } finally {
                hold.end();
                ring();
            }
        });
    }

    /** What goes wrong here leaves the lease to run out; the next holder asks the server. */
    private static void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A claim is left to the next holder", e);
        }
    }

    private void awaitBell() {
        lock.lock();
        try {
            long left = (pace.isGathering() ? settings.gather() : settings.poll()).toNanos();
            while (!rung && left > 0) {
                left = bell.awaitNanos(left);
            }
            rung = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    /** A claim in the hands of a worker; it takes one of this node's places while its server may be expected to answer. */
    private final class Hold implements Holding {

        private final Claim claim;
        private final AtomicInteger places;
        private boolean takesPlace;

        private Hold(Claim claim) {
            this.claim = claim;
            this.places = claim.target() == null ? probing : carrying;
            claim.operations().forEach(operation -> held.add(operation.id()));
            if (!claim.knocks()) {
                hears();
            }
        }

        private void work() throws InterruptedException {
            Target target = claim.target();
            if (target == null) {
                probes.run(claim, this);
            } else {
                carrier.carry(claim, target, this);
            }
        }

        private void end() {
            hearsNothing();
            claim.operations().forEach(operation -> held.remove(operation.id()));
        }

        @Override
        public String node() {
            return node;
        }

        @Override
        public boolean holds(UUID operation) {
            return running && held.contains(operation);
        }

        @Override
        public void hearsNothing() {
            if (takesPlace) {
                takesPlace = false;
                places.decrementAndGet();
            }
        }

        @Override
        public void hears() {
            if (!takesPlace) {
                takesPlace = true;
                places.incrementAndGet();
            }
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    }
}
