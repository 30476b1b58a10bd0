package org.batuta.orchestration;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface StoredSteps extends JpaRepository<Step, UUID> {

    /** The step, held against everybody who would change it or wake its process. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Step s where s.id = :id")
    Optional<Step> lock(UUID id);

    List<Step> findByRequestIdOrderByPosition(UUID requestId);

    @Query("select coalesce(max(s.position), 0) from Step s where s.requestId = :requestId")
    int lastPosition(UUID requestId);

    boolean existsByIncidentId(UUID incidentId);

    List<Step> findByIncidentId(UUID incidentId);
}
