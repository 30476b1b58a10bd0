package org.batuta.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a request in: it is stored, told on its page and in the audit, and its process begins. */
@Component
class Intake {

    private final RequestRows rows;
    private final Turns turns;
    private final Timeline timeline;
    private final Processes processes;
    private final Audit audit;

    Intake(RequestRows rows, Turns turns, Timeline timeline, Processes processes, Audit audit) {
        this.rows = rows;
        this.turns = turns;
        this.timeline = timeline;
        this.processes = processes;
        this.audit = audit;
    }

    /** What waits for the same as this newer wish gives way to it. */
    void supersedeSame(Request newer) {
        turns.supersede(rows.waiting(newer.serviceId()).stream()
                .filter(waiting -> waiting.verb() == newer.verb())
                .toList());
    }

    /** Everything that waits for the service gives way to this request. */
    void supersedeAll(Request newer) {
        turns.supersede(rows.waiting(newer.serviceId()));
    }

    Request begin(String process, Request request) {
        return begin(process, request, Map.of());
    }

    /** With more first variables: ids, or what is forgotten when the process waits. */
    Request begin(String process, Request request, Map<String, Object> ids) {
        rows.saveAndFlush(request);
        timeline.add(request, "asked", Map.of("by", request.askedBy()));
        Instant scheduledFor = request.scheduledFor();
        String time = scheduledFor == null ? null : scheduledFor.toString();
        if (time != null) {
            timeline.add(request, "waits-for-time", Map.of("until", time));
        }
        audit.record(
                "request." + request.verb().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Subject.of("service", request.serviceId())
                        .ofAccount(request.accountId())
                        .forRequest(request.id()),
                request.before(),
                time == null ? request.wanted() : later(request.wanted(), time));
        Map<String, Object> first = new HashMap<>(ids);
        first.put("scheduledFor", Processes.untilItWaits(time));
        request.begunBy(processes.start(process, request.id().toString(), first));
        return request;
    }

    private static Map<String, Object> later(@Nullable JsonNode wanted, String time) {
        Map<String, Object> wish = new HashMap<>(Map.of("scheduledFor", time));
        if (wanted != null) {
            wish.put("wanted", wanted);
        }
        return wish;
    }
}
