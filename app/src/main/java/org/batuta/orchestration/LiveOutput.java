package org.batuta.orchestration;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.batuta.kernel.NotFound;
import org.batuta.live.Live;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What a script says while it runs. Its server's journal is asked for it only while a page of this node shows it, in a
 * call beside the one that waits for the end; at most once a second for an operation and for few operations at a time,
 * while others wait. Nothing of it is kept: the attempt has all of it in the end.
 */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
public class LiveOutput {

    /**
     * The end of what a script has said so far: whole lines, secrets taken out. Text of a hostile origin.
     *
     * @param stdoutBytes how much it wrote in all
     */
    public record Said(String stdout, long stdoutBytes, String stderr, long stderrBytes) {

        static final Said NOTHING = new Said("", 0, "", 0);

        /** Whether there is nothing to show yet. */
        public boolean isEmpty() {
            return stdout.isEmpty() && stderr.isEmpty();
        }
    }

    /** How many operations are looked at, at the same time. */
    static final int WATCHED = 4;

    private static final Logger LOG = LoggerFactory.getLogger(LiveOutput.class);
    private static final int TAIL = 8_192;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(5);

    private final StoredOperations operations;
    private final Leases leases;
    private final Runner runner;
    private final Masks masks;
    private final Live live;
    private final Map<UUID, Said> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchers = new ScheduledThreadPoolExecutor(
            WATCHED, work -> new Thread(work, "live-output"), new ThreadPoolExecutor.DiscardPolicy());

    LiveOutput(StoredOperations operations, Leases leases, Runner runner, Masks masks, Live live) {
        this.operations = operations;
        this.leases = leases;
        this.runner = runner;
        this.masks = masks;
        this.live = live;
    }

    private static String topic(UUID operationId) {
        return "live-output/" + operationId;
    }

    /**
     * Follows what the operation says, from now on, and as long as the page is open.
     *
     * @throws NotFound when there is none
     */
    public SseEmitter follow(UUID operationId) {
        if (!operations.existsById(operationId)) {
            throw new NotFound("operation", operationId);
        }
        SseEmitter page = live.follow(topic(operationId));
        watched.computeIfAbsent(operationId, id -> {
            watchers.execute(() -> watch(id, null));
            return Said.NOTHING;
        });
        return page;
    }

    /** What it has said so far, as far as this node knows: nothing when nobody watches it here. */
    public Said of(UUID operationId) {
        return watched.getOrDefault(operationId, Said.NOTHING);
    }

    /** One look; the next comes after those who wait, so that a server that hangs costs all others one look's time. */
    private void watch(UUID id, @Nullable Run before) {
        if (!isStillWatched(id)) {
            return;
        }
        try {
            Operation operation = operations.findById(id).orElseThrow();
            if (operation.state() == OperationState.RUNNING && operation.serverId() != null) {
                Run run = before != null && before.is(operation) ? before : new Run(operation);
                watchers.schedule(() -> watch(id, run), look(run).toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
        } catch (RuntimeException e) {
            LOG.warn("What operation {} says is not shown any more", id, e);
        }
        watched.remove(id);
    }

    /** Gives up in the same breath in which it finds that nobody looks: whoever comes then begins anew. */
    private boolean isStillWatched(UUID id) {
        return watched.computeIfPresent(id, (same, said) -> live.isFollowed(topic(same)) ? said : null) != null;
    }

    /** How long to wait before the next look. */
    private Duration look(Run run) {
        try {
            Target target = Objects.requireNonNull(leases.target(run.operation.serverId()));
            Frame frame = runner.attach(target, run.operation.runId(), run.out.offset(), run.err.offset(), WAIT);
            if (run.takes(frame)) {
                Said said = said(run);
                watched.computeIfPresent(run.operation.id(), (id, before) -> said);
                live.changedHere(topic(run.operation.id()));
            }
            return frame.state() == Frame.State.RUNNING ? PAUSE : LONG_PAUSE;
        } catch (NotReached | LineBroken | HostKeyChanged e) {
            LOG.debug("What {} says is not seen now: {}", run.operation.runId(), e.getMessage());
            return LONG_PAUSE;
        }
    }

    private Said said(Run run) {
        Output out = masks.masked(run.operation, run.out.output());
        Output err = masks.masked(run.operation, run.err.output());
        return new Said(tail(out.text()), out.bytes(), tail(err.text()), err.bytes());
    }

    /** Whole lines only: half a secret would not be known as one. */
    private static String tail(String text) {
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.length() <= TAIL ? whole : whole.substring(whole.length() - TAIL);
    }

    @PreDestroy
    void stop() {
        watchers.shutdownNow();
    }

    /** One attempt, and what it has said. */
    private static final class Run {
        private final Operation operation;
        private final Gathered out = new Gathered();
        private final Gathered err = new Gathered();

        private Run(Operation operation) {
            this.operation = operation;
        }

        private boolean is(Operation other) {
            return operation.runId().equals(other.runId());
        }

        private boolean takes(Frame frame) {
            boolean more = frame.outTotal() > out.offset() || frame.errTotal() > err.offset();
            out.add(frame.out(), frame.outTotal());
            err.add(frame.err(), frame.errTotal());
            return more;
        }
    }
}
