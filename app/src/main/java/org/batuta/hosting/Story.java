package org.batuta.hosting;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.orchestration.StepEvents.CheckStarted;
import org.batuta.orchestration.StepEvents.ReloadDelayed;
import org.batuta.orchestration.StepEvents.RepairChosen;
import org.batuta.orchestration.StepEvents.RepairWanted;
import org.batuta.orchestration.StepEvents.RetryScheduled;
import org.batuta.orchestration.StepEvents.StepEnded;
import org.batuta.orchestration.StepEvents.StepHeld;
import org.batuta.orchestration.StepEvents.StepReleased;
import org.batuta.orchestration.StepEvents.StepSkipped;
import org.batuta.orchestration.StepEvents.StepStarted;
import org.batuta.orchestration.StepEvents.StopDelayed;
import org.batuta.orchestration.StepEvents.StopStarted;
import org.batuta.workflow.Processes;
import org.batuta.workflow.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells on the timeline of a request what happens to its steps, in the transaction that makes it true. */
@Component
class Story {

    private final RequestRows requests;
    private final Locks locks;
    private final Timeline timeline;
    private final Processes processes;
    private final Transactions transactions;

    Story(RequestRows requests, Locks locks, Timeline timeline, Processes processes, Transactions transactions) {
        this.requests = requests;
        this.locks = locks;
        this.timeline = timeline;
        this.processes = processes;
        this.transactions = transactions;
    }

    /**
     * The lock is the one that {@link Requests#cancel} takes: either the cancellation is seen here, or it finds the
     * step waiting for its message.
     */
    @EventListener
    void on(StepStarted event) {
        locks.requestIfThere(event.requestId()).ifPresent(request -> started(event, request));
    }

    private void started(StepStarted event, Request request) {
        timeline.add(
                request,
                event.serverName() == null ? "probe-started" : "step-started",
                args(event.serverName(), Map.of("back", yesOrNo(event.undo()))));
        if (request.isCancelled() && !event.undo()) {
            transactions.afterCommit(
                    () -> processes.send("abort", event.requestId().toString()));
        }
    }

    @EventListener
    void on(StepEnded event) {
        String kind = event.outcome().isDone() ? "done" : "failed";
        tell(
                event.requestId(),
                (event.serverName() == null ? "probe-" : "step-") + kind,
                event.serverName(),
                Map.of("outcome", event.outcome().name(), "back", yesOrNo(event.undo())));
    }

    private static String yesOrNo(boolean back) {
        return back ? "yes" : "no";
    }

    @EventListener
    void on(RetryScheduled event) {
        tell(
                event.requestId(),
                "retry",
                event.serverName(),
                Map.of("outcome", event.outcome().name(), "until", event.until().toString()));
    }

    @EventListener
    void on(RepairWanted event) {
        tell(
                event.requestId(),
                event.serverName() == null ? "probe-repair" : "repair",
                event.serverName(),
                Map.of("outcome", event.outcome().name()));
    }

    @EventListener
    void on(RepairChosen event) {
        tell(
                event.requestId(),
                event.serverName() == null ? "probe-chosen" : "repair-chosen",
                event.serverName(),
                Map.of("choice", event.choice(), "by", event.by()));
    }

    @EventListener
    void on(CheckStarted event) {
        tell(event.requestId(), "checking", event.serverName());
    }

    @EventListener
    void on(StopStarted event) {
        if (event.serverName() != null) {
            tell(event.requestId(), "stopping", event.serverName());
        }
    }

    @EventListener
    void on(StopDelayed event) {
        tell(
                event.requestId(),
                "stop-delayed",
                event.serverName(),
                Map.of("until", event.until().toString()));
    }

    @EventListener
    void on(StepHeld event) {
        String kind = switch (event.why()) {
            case MAINTAINED -> "maintained";
            case BLOCKED -> "held";
            case SILENT -> "silent";
        };
        tell(event.requestId(), kind, event.serverName());
    }

    @EventListener
    void on(StepReleased event) {
        tell(event.requestId(), "released", event.serverName());
    }

    @EventListener
    void on(ReloadDelayed event) {
        tell(event.requestId(), "waits-for-reload", event.serverName());
    }

    @EventListener
    void on(StepSkipped event) {
        tell(event.requestId(), "skipped", event.serverName());
    }

    private void tell(UUID requestId, String kind, @Nullable String server) {
        tell(requestId, kind, server, Map.of());
    }

    private void tell(UUID requestId, String kind, @Nullable String server, Map<String, String> more) {
        requests.accountOf(requestId).ifPresent(account -> timeline.add(requestId, account, kind, args(server, more)));
    }

    private static Map<String, String> args(@Nullable String server, Map<String, String> more) {
        Map<String, String> args = new HashMap<>(more);
        if (server != null) {
            args.put("server", server);
        }
        return args;
    }
}
