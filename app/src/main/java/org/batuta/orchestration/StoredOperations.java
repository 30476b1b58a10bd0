package org.batuta.orchestration;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface StoredOperations extends JpaRepository<Operation, UUID>, JpaSpecificationExecutor<Operation> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Operation o where o.id = :id")
    Optional<Operation> lock(UUID id);

    /** Those of them that nobody else holds locked, in the order of their turns. */
    @Query(
            value =
                    "select * from operation where id in (:ids) order by turn, step_id, position for update skip locked",
            nativeQuery = true)
    List<Operation> lockFree(Collection<UUID> ids);

    /** The operations of these steps that failed, where the step failed too and a process has it. */
    @Query("select o.id from Operation o, Step s where s.id = o.stepId and s.id in :steps and s.state = FAILED"
            + " and s.processInstanceId is not null and o.checks is null"
            + " and o.state in (REFUSED, TIMED_OUT, LOST, UNREACHABLE, ABORTED)")
    Set<UUID> waiting(Collection<UUID> steps);

    @Query("select count(o) from Operation o, Step s where s.id = o.stepId and o.retries is not null"
            + " and o.serviceType = :type and o.serviceName = :name and s.state not in :over")
    long countRetried(String type, String name, Collection<StepState> over);

    @Query("select o from Operation o where o.stepId = :stepId order by o.position")
    List<Operation> ofStep(UUID stepId);

    /** Of this server's reloads of this type the newest that has yet to begin, or to begin again, and nobody holds. */
    @Query(
            value = "select * from operation where verb = 'RELOAD' and server_id = :serverId"
                    + " and service_type = :serviceType"
                    + " and state not in ('RUNNING', 'DONE', 'DONE_WITH_WARNING', 'SUPERSEDED')"
                    + " order by id desc limit 1 for update skip locked",
            nativeQuery = true)
    Optional<Operation> reloadToCome(UUID serverId, String serviceType);

    /** Whether a reload that is not over has failed, though it may be tried again just now. */
    @Query("select count(r) > 0 from Operation r where r.verb = RELOAD and r.serverId = :serverId"
            + " and r.serviceType = :serviceType and r.state not in (DONE, DONE_WITH_WARNING, SUPERSEDED)"
            + " and exists (select a from Attempt a where a.operationId = r.id)")
    boolean aReloadHasFailed(UUID serverId, String serviceType);

    @Query("select distinct o.stepId from Operation o, Operation r where r.id = o.reload and o.state = RELOADING"
            + " and r.serverId = :serverId and r.serviceType = :serviceType")
    List<UUID> awaitingReloads(UUID serverId, String serviceType);

    @Query("select distinct o.stepId from Operation o where o.reload = :reload and o.state = RELOADING")
    List<UUID> awaiting(UUID reload);

    List<Operation> findByStepIdInOrderByPosition(Collection<UUID> stepIds);

    @Query("select o from Operation o, Step s where s.id = o.stepId and o.requestId = :requestId"
            + " order by s.position, o.position")
    List<Operation> ofRequest(UUID requestId);

    @Query("select o from Operation o, Step s where s.id = o.stepId and o.requestId = :requestId and not s.undo"
            + " and o.serverId is not null and o.checks is null and o.state in (DONE, DONE_WITH_WARNING)"
            + " order by o.ended, s.position, o.position")
    List<Operation> ledger(UUID requestId);

    @Query("select new org.batuta.orchestration.OperationLog$Load(o.serverId,"
            + " sum(case when o.state = PENDING then 1L else 0L end),"
            + " sum(case when o.state = RUNNING then 1L else 0L end))"
            + " from Operation o where o.state in (PENDING, RUNNING) group by o.serverId")
    List<OperationLog.Load> loads();

    /** The last one of this verb that the server had, for whatever release. */
    Optional<Operation> findFirstByServerIdAndVerbOrderByCreatedDesc(UUID serverId, Verb verb);

    Optional<Operation> findFirstByServerIdAndServiceTypeAndVerbAndStateInOrderByEndedDesc(
            UUID serverId, String serviceType, Verb verb, Collection<OperationState> states);
}
