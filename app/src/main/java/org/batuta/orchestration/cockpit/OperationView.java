package org.batuta.orchestration.cockpit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.PlainText;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.ProcessLog;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Trigger;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;

/**
 * One operation on the tab. Instants are written as ISO 8601, which the page shows in the clock of whoever looks.
 *
 * @param request null for work on the server itself, which nobody asked for in a request
 * @param undo whether it takes something back
 * @param check whether it only looks what an earlier one has left
 * @param incident the group of equal failures that it stands in
 */
record OperationView(
        UUID id,
        @Nullable UUID request,
        Verb verb,
        boolean undo,
        boolean check,
        String serviceType,
        String service,
        String account,
        @Nullable String server,
        OperationState state,
        Standing.@Nullable Reason why,
        @Nullable UUID incident,
        String askedBy,
        String created,
        List<TryView> tries) {

    /** One attempt; its output is read when somebody opens it. */
    record TryView(
            UUID id,
            int number,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            @Nullable String note,
            Trigger trigger,
            String by,
            String node,
            String started,
            String ended,
            boolean wrote) {

        static TryView of(ProcessLog.Try made) {
            return new TryView(
                    made.id(),
                    made.number(),
                    made.outcome(),
                    made.exitCode(),
                    made.symptom(),
                    shown(made.note()),
                    made.trigger(),
                    made.triggeredBy(),
                    made.node(),
                    made.started().toString(),
                    made.ended().toString(),
                    made.stdoutBytes() + made.stderrBytes() > 0);
        }
    }

    static OperationView of(ProcessLog.Line line, Standing standing) {
        Operation operation = line.operation();
        Server server = line.server();
        Instant created = operation.created();
        Standing.Reason why = standing.why(line);
        return new OperationView(
                operation.id(),
                operation.requestId().equals(operation.serverId()) ? null : operation.requestId(),
                operation.verb(),
                line.step().isUndo(),
                operation.checks() != null,
                operation.serviceType(),
                PlainText.visible(operation.serviceName()),
                PlainText.visible(operation.accountName()),
                server == null ? null : server.name(),
                operation.state(),
                why,
                why == null ? null : line.step().incidentId(),
                operation.askedBy(),
                created.toString(),
                line.tries().stream().map(TryView::of).toList());
    }

    private static @Nullable String shown(@Nullable String note) {
        return note == null ? null : PlainText.visible(note);
    }
}
