package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredAttempts extends JpaRepository<Attempt, UUID> {

    List<Attempt> findByOperationIdInOrderByEnded(Collection<UUID> operationIds);
}
