package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface StoredAttempts extends JpaRepository<Attempt, UUID> {

    List<Attempt> findByOperationIdInOrderByEnded(Collection<UUID> operationIds);

    Optional<Attempt> findFirstByOperationIdOrderByEndedDesc(UUID operationId);

    @Query("select new org.batuta.orchestration.ProcessLog$Try(a.id, a.operationId, a.number, a.trigger,"
            + " a.triggeredBy, a.node, a.outcome, a.exitCode, a.symptom, a.note, a.started, a.ended,"
            + " a.stdoutBytes, a.stderrBytes) from Attempt a, Operation o"
            + " where o.id = a.operationId and o.stepId in :steps order by a.ended")
    List<ProcessLog.Try> ofSteps(Collection<UUID> steps);
}
