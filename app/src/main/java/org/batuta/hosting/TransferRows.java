package org.batuta.hosting;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The table of transfers. A row is locked after services and accounts, by whoever needs both. */
interface TransferRows extends JpaRepository<Transfer, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from Transfer t where t.id = :id")
    Optional<Transfer> lock(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from Transfer t where t.serviceId = :service and t.state = 'WAITING'")
    Optional<Transfer> lockWaiting(UUID service);

    /** What does not change is asked for alone before a lock. */
    @Query("select t.serviceId from Transfer t where t.id = :id")
    Optional<UUID> serviceOf(UUID id);

    @Query("select t.fromAccount from Transfer t where t.id = :id")
    Optional<UUID> giverOf(UUID id);

    /** Until it is over this can become nobody, but never another one. */
    @Query("select t.toAccount from Transfer t where t.id = :id and t.toAccount is not null")
    Optional<UUID> receiverOf(UUID id);

    /** The one that waits for it, or by which it was left behind. */
    @Query("select t from Transfer t where t.serviceId = :service and t.state = 'WAITING' or t.leftBehind = :service")
    Optional<Transfer> about(UUID service);

    @Query("select t from Transfer t where t.toAccount in :accounts and t.state = 'WAITING' order by t.id")
    List<Transfer> offeredTo(Collection<UUID> accounts);

    /** How many an account has offered from this moment on. */
    @Query("select count(t) from Transfer t where t.fromAccount = :account and t.askedAt >= :since")
    long countAsked(UUID account, Instant since);

    @Query("select t from Transfer t where t.id < :before and (:all = true or t.fromAccount in :accounts"
            + " or t.toAccount in :accounts) order by t.id desc")
    List<Transfer> newest(boolean all, Collection<UUID> accounts, UUID before, Limit most);
}
