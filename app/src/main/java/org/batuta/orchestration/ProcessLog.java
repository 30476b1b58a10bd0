package org.batuta.orchestration;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What processes have for servers, as those who watch the processes look it up. Which of them somebody may see, the engine says. */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
@Transactional(readOnly = true)
public class ProcessLog {

    /** One operation, where its step stands, and its tries, oldest first. The server is null for probes. */
    public record Line(
            Operation operation, Step step, @Nullable Server server, List<Try> tries) {}

    /** An attempt without what the script wrote, of which only the sizes are told, in bytes. */
    public record Try(
            UUID id,
            UUID operationId,
            int number,
            Trigger trigger,
            String triggeredBy,
            String node,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            @Nullable String note,
            Instant started,
            Instant ended,
            long stdoutBytes,
            long stderrBytes) {}

    private final StoredSteps steps;
    private final StoredOperations operations;
    private final StoredAttempts attempts;
    private final StoredServers servers;

    ProcessLog(StoredSteps steps, StoredOperations operations, StoredAttempts attempts, StoredServers servers) {
        this.steps = steps;
        this.operations = operations;
        this.attempts = attempts;
        this.servers = servers;
    }

    /**
     * Everything that these instances had or have for servers, in the order of the plan.
     *
     * @param request also the steps of this request that no instance has taken yet
     */
    public List<Line> of(Collection<String> instances, @Nullable UUID request) {
        List<Step> all = steps.ofProcesses(instances, request);
        List<UUID> ids = all.stream().map(Step::id).toList();
        Map<UUID, List<Operation>> work = operations.findByStepIdInOrderByPosition(ids).stream()
                .collect(Collectors.groupingBy(Operation::stepId));
        Map<UUID, List<Try>> tries = attempts.ofSteps(ids).stream().collect(Collectors.groupingBy(Try::operationId));
        Map<UUID, Server> machines = servers.findAll().stream().collect(Collectors.toMap(Server::id, server -> server));
        return all.stream()
                .flatMap(step -> work.getOrDefault(step.id(), List.of()).stream()
                        .map(operation -> new Line(
                                operation,
                                step,
                                machines.get(operation.serverId()),
                                tries.getOrDefault(operation.id(), List.of()))))
                .toList();
    }

    /** An attempt with what its script wrote, if it was made for one of these instances. */
    public Optional<Attempt> attempt(UUID id, Collection<String> instances) {
        return attempts.findById(id).filter(attempt -> instances.contains(attempt.processInstanceId()));
    }
}
