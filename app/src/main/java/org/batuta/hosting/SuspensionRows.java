package org.batuta.hosting;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The table of suspensions. A row is locked after services and requests, by whoever needs both. */
interface SuspensionRows extends JpaRepository<Suspension, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Suspension s where s.id = :id")
    Suspension lock(UUID id);

    @Query("select s from Suspension s where s.accountId = :account and s.endedAt is null")
    Optional<Suspension> openOf(UUID account);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Suspension s where s.accountId = :account and s.endedAt is null")
    Optional<Suspension> lockOpenOf(UUID account);

    @Query("select s from Suspension s where s.accountId in :accounts and s.resumedAt is null order by s.askedAt, s.id")
    List<Suspension> standing(Collection<UUID> accounts);
}
