package org.batuta.orchestration.web;

import java.time.Instant;
import java.util.List;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to decide about a step. Texts of servers are bounded and come as text.
 *
 * @param others how many other steps wait for the same decision
 */
record RepairView(String account, String service, @Nullable String server, int others, List<Work> operations) {

    private static final int TAIL = 8_000;

    /** One operation of the step with all its attempts, oldest first. */
    record Work(
            Verb verb,
            @Nullable String script,
            OperationState state,
            @Nullable String symptom,
            List<Try> attempts) {}

    /** One attempt; of its output the end. */
    record Try(
            int number,
            Outcome outcome,
            @Nullable Integer exitCode,
            Instant started,
            Instant ended,
            String stdout,
            String stderr,
            @Nullable String note) {}

    static RepairView of(Evidence evidence) {
        Operation first = evidence.operations().get(0);
        Server server = evidence.server();
        return new RepairView(
                first.accountName(),
                first.serviceName(),
                server == null ? null : server.name(),
                evidence.others(),
                evidence.operations().stream()
                        .map(operation -> work(operation, evidence.of(operation)))
                        .toList());
    }

    private static Work work(Operation operation, List<Attempt> attempts) {
        return new Work(
                operation.verb(),
                operation.scriptName(),
                operation.state(),
                operation.symptom(),
                attempts.stream().map(RepairView::tried).toList());
    }

    private static Try tried(Attempt attempt) {
        return new Try(
                attempt.number(),
                attempt.outcome(),
                attempt.exitCode(),
                attempt.started(),
                attempt.ended(),
                tail(attempt.stdout()),
                tail(attempt.stderr()),
                attempt.note());
    }

    private static String tail(String text) {
        return text.length() <= TAIL ? text : "…" + text.substring(text.length() - TAIL);
    }
}
