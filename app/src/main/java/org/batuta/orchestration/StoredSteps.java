package org.batuta.orchestration;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface StoredSteps extends JpaRepository<Step, UUID> {

    String MEMBER = "select new org.batuta.orchestration.IncidentLog$Member("
            + "s.incidentId, s.id, o.id, s.requestId, s.processInstanceId, o.accountName, o.serviceName)"
            + " from Step s, Operation o where o.stepId = s.id and o.position = 1";

    /** The step, held against everybody who would change it or wake its process. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Step s where s.id = :id")
    Optional<Step> lock(UUID id);

    @Query("select s from Step s where s.requestId = :requestId order by s.position")
    List<Step> ofRequest(UUID requestId);

    @Query("select s.id from Step s where s.requestId = :requestId and s.undo = :undo and s.serverId is not null"
            + " and s.state = PLANNED order by s.position")
    List<UUID> planned(UUID requestId, boolean undo);

    @Query("select s.id from Step s where s.requestId = :requestId and s.serverId is null and s.state not in :over"
            + " order by s.position")
    List<UUID> probes(UUID requestId, Collection<StepState> over);

    @Query("select s from Step s where s.processInstanceId in :instances"
            + " or s.requestId = :request and s.processInstanceId is null order by s.requestId, s.position")
    List<Step> ofProcesses(Collection<String> instances, @Nullable UUID request);

    @Query("select coalesce(max(s.position), 0) from Step s where s.requestId = :requestId")
    int lastPosition(UUID requestId);

    boolean existsByRequestId(UUID requestId);

    boolean existsByIncidentId(UUID incidentId);

    /** Those whose operations wait for this server, oldest first; of those that run there only if {@code all}. */
    @Query("select s.id from Step s where s.serverId = :serverId and s.state in (RUNNING, CHECKING)"
            + " and (:all = true or not exists ("
            + "select o from Operation o where o.stepId = s.id and o.state = RUNNING)) order by s.id")
    List<UUID> waiting(UUID serverId, boolean all);

    List<Step> findByIncidentId(UUID incidentId);

    @Query("select s.id from Step s where s.incidentId = :incident order by s.id")
    List<UUID> idsOf(UUID incident);

    /** Those that no person was asked about and whose last try did not reach this server. */
    @Query("select s from Step s where s.serverId = :serverId and s.state = FAILED and s.incidentId is null"
            + " and s.processInstanceId is not null"
            + " and exists (select o from Operation o where o.stepId = s.id and o.state = UNREACHABLE) order by s.id")
    List<Step> cutOff(UUID serverId);

    @Query("select new org.batuta.orchestration.IncidentLog$Size(s.incidentId, count(s)) from Step s"
            + " where s.incidentId in :incidents group by s.incidentId")
    List<IncidentLog.Size> sizes(Collection<UUID> incidents);

    /** Of each of these incidents the oldest steps. */
    @Query(
            value = "select id from (select id, row_number() over (partition by incident_id order by id) as place"
                    + " from step where incident_id in (:incidents)) numbered where place <= :most",
            nativeQuery = true)
    List<UUID> firstOf(Collection<UUID> incidents, int most);

    @Query(MEMBER + " and s.id in :steps order by s.id")
    List<IncidentLog.Member> described(Collection<UUID> steps);

    @Query(
            value = MEMBER + " and s.incidentId = :incident order by s.id",
            countQuery = "select count(s) from Step s where s.incidentId = :incident")
    Page<IncidentLog.Member> members(UUID incident, Pageable page);

    @Query(MEMBER + " and s.incidentId = :incident and s.id > :after order by s.id")
    List<IncidentLog.Member> members(UUID incident, UUID after, Limit most);
}
