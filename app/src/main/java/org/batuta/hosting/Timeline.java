package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.live.Live;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * The story of each request, for its page: who asked, which server is at work, why it waits and until when, how it
 * ended (K02). Every line tells the open pages that there is news.
 */
@Component
public class Timeline {

    /** Every kind of line that there is; each has its sentence, {@code timeline.<kind>}, in every language. */
    public static final Set<String> KINDS = Set.of(
            "approval-expired",
            "approved",
            "asked",
            "begin-asked",
            "cancel-asked",
            "checking",
            "ended",
            "held",
            "kept",
            "maintained",
            "not-approved",
            "parent-gone",
            "probe-again",
            "probe-chosen",
            "probe-done",
            "probe-failed",
            "probe-repair",
            "probe-started",
            "proven",
            "released",
            "repair",
            "repair-chosen",
            "retry",
            "revised",
            "service-gone",
            "silent",
            "skipped",
            "started",
            "step-done",
            "step-failed",
            "step-started",
            "stop-delayed",
            "stopping",
            "superseded",
            "undoing",
            "waits-for-account",
            "waits-for-approval",
            "waits-for-parent",
            "waits-for-reload",
            "waits-for-repair",
            "waits-for-resumption",
            "waits-for-time",
            "waits-for-turn",
            "window",
            "window-passed");

    /** The lines after which a person is waited for, until the next line. */
    public static final Set<String> WANTS_A_PERSON = Set.of("held", "probe-repair", "repair", "waits-for-reload");

    /** Those of them after which nothing goes on without one; a reload may yet succeed by itself. */
    static final Set<String> WAITS_FOR_A_PERSON = Set.of("held", "probe-repair", "repair");

    private final RequestEventRows events;
    private final Live live;
    private final Clock clock;

    Timeline(RequestEventRows events, Live live, Clock clock) {
        this.events = events;
        this.live = live;
        this.clock = clock;
    }

    /** The lines of a request, oldest first; the caller has checked that the reader may see the request. */
    public List<RequestEvent> of(UUID requestId) {
        return events.findByRequestIdOrderByAtAscIdAsc(requestId);
    }

    void add(Request request, String kind) {
        add(request, kind, Map.of());
    }

    void add(Request request, String kind, Map<String, String> args) {
        add(request.id(), request.accountId(), kind, args);
    }

    void add(UUID requestId, UUID accountId, String kind, Map<String, String> args) {
        Assert.isTrue(KINDS.contains(kind), () -> "There are no words for a line " + kind);
        events.save(new RequestEvent(requestId, clock.instant(), kind, args));
        live.changed(topic(requestId), topicOfAccount(accountId));
    }

    /** What a page follows that shows all the running requests of an account. */
    public static String topicOfAccount(UUID accountId) {
        return "account/" + accountId;
    }

    /** What a page of this request follows. */
    public static String topic(UUID requestId) {
        return "request/" + requestId;
    }
}
