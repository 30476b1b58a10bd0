package org.batuta.hosting;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The table of closures. A row is locked after services and requests, by whoever needs both. */
interface ClosureRows extends JpaRepository<Closure, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Closure c where c.id = :id")
    Closure lock(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Closure c where c.accountId = :account and c.endedAt is null")
    Optional<Closure> lockOpenOf(UUID account);

    /** What does not change is asked for alone before a lock. */
    @Query("select c.accountId from Closure c where c.id = :id")
    UUID accountOf(UUID id);

    /** The one that is under way, or by which the account was closed. */
    @Query("select c from Closure c where c.accountId = :account and c.stoppedAt is null")
    Optional<Closure> of(UUID account);
}
