package org.batuta.hosting;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;

/** The table of requests. */
interface RequestRows extends JpaRepository<Request, UUID>, JpaSpecificationExecutor<Request> {

    /** What does not change is asked for alone before a lock: a row read without one may be older than the lock. */
    @Query("select r.serviceId from Request r where r.id = :id")
    Optional<UUID> serviceOf(UUID id);

    @Query("select r.accountId from Request r where r.id = :id")
    Optional<UUID> accountOf(UUID id);

    Optional<Request> findByAccountIdAndIdempotencyKey(UUID accountId, String key);

    @Query("select r from Request r where r.serviceId = :service and r.state in ('RUNNING', 'UNDOING')")
    Optional<Request> running(UUID service);

    /** Those of them that a request is changing now. */
    @Query("select r.serviceId from Request r where r.serviceId in :services and r.state in ('RUNNING', 'UNDOING')")
    List<UUID> changing(Collection<UUID> services);

    /** Whether a request has been at work on the service at any time from this moment on. */
    @Query("select count(r) > 0 from Request r where r.serviceId = :service"
            + " and (r.state in ('RUNNING', 'UNDOING') or r.startedAt >= :since or r.endedAt >= :since)")
    boolean hasChanged(UUID service, Instant since);

    default List<Request> waiting(UUID service) {
        return waiting(List.of(service));
    }

    @Query("select r from Request r where r.serviceId in :services and r.state = 'WAITING' order by r.askedAt, r.id")
    List<Request> waiting(Collection<UUID> services);

    /** Those that came with a password. */
    @Query("select r.id from Request r where r.serviceId = :service and r.verb in ('CREATE', 'SET_PASSWORD')")
    List<UUID> withPassword(UUID service);

    /** How much of this kind somebody has asked on an account from this moment on. */
    @Query("select count(r) from Request r where r.accountId = :account and r.verb = :verb and r.askedBy = :by"
            + " and r.askedAt >= :since")
    int countAsked(UUID account, Request.Verb verb, String by, Instant since);

    /** How many of this kind have not ended on a service, but those of one who asks. */
    @Query("select count(r) from Request r where r.serviceId = :service and r.verb = :verb and r.askedBy <> :but"
            + " and r.state in ('WAITING', 'RUNNING', 'UNDOING')")
    int countOpen(UUID service, Request.Verb verb, String but);

    /** How many of a holder's wishes wait for a server of this service to say whether they are one's. */
    @Query("select count(r) from Request r where r.askedBy = :holder and r.state = 'WAITING' and r.executionId is null"
            + " and exists (select 1 from Placement p, Placement q where p.server = q.server"
            + " and p.key.serviceId = r.serviceId and q.key.serviceId = :service)")
    int countUnproven(UUID service, String holder);

    /** The suspension or resumption of a service that has not ended. */
    @Query("select r from Request r where r.serviceId = :service and r.aspect = 'ACTIVITY'"
            + " and r.state in ('WAITING', 'RUNNING', 'UNDOING') order by r.askedAt desc, r.id desc limit 1")
    Optional<Request> openOfActivity(UUID service);

    /** Whatever is at work for the account, and removals that were begun. */
    @Query("select count(r) from Request r where r.accountId = :account and (r.state in ('RUNNING', 'UNDOING')"
            + " or r.state = 'WAITING' and r.verb = 'REMOVE' and (r.executionId is not null or r.waitsUntil is not null"
            + " or r.approvalUntil is not null))")
    long openForClosing(UUID account);

    @Query("select count(r) from Request r where r.accountId = :account"
            + " and r.state in ('WAITING', 'RUNNING', 'UNDOING')")
    long openOfAccount(UUID account);

    /** Removals after which services still live that nothing lives in. */
    @Query("select count(r) from Request r, Service s where r.serviceId = s.id and r.accountId = :account"
            + " and r.verb = 'REMOVE' and r.endedAt > :since and r.state <> 'SUPERSEDED' and s.state <> 'REMOVED'")
    long removalsThatFailed(UUID account, Instant since);

    @Query("select count(r) from Request r where r.suspensionId = :suspension"
            + " and r.state in ('WAITING', 'RUNNING', 'UNDOING')")
    long openOf(UUID suspension);

    /** Those that have not ended, and those that did not end well, the newest first. */
    @Query("select r from Request r where r.suspensionId = :suspension and r.state not in ('DONE', 'SUPERSEDED')"
            + " order by r.askedAt desc, r.id desc")
    List<Request> unfinishedOf(UUID suspension, Pageable page);

    @Query(
            "select r from Request r, Service s where r.serviceId = s.id and s.parentId = :parent and r.state = 'WAITING'"
                    + " order by r.askedAt, r.id")
    List<Request> waitingBelow(UUID parent);

    @Query("select r from Request r where r.serviceId = :service order by r.askedAt desc, r.id desc")
    List<Request> ofService(UUID service, Pageable page);

    @Query("select r from Request r where r.accountId in :accounts order by r.askedAt desc, r.id desc")
    Page<Request> ofAccounts(Collection<UUID> accounts, Pageable page);

    @Query("select r from Request r where r.accountId in :accounts and r.state in ('WAITING', 'RUNNING', 'UNDOING')"
            + " order by r.askedAt desc, r.id desc")
    List<Request> open(Collection<UUID> accounts, Pageable page);

    @Query("select r from Request r where r.state in ('WAITING', 'RUNNING', 'UNDOING')"
            + " order by r.askedAt desc, r.id desc")
    List<Request> open(Pageable page);

    @Query("select r from Request r where r.accountId in :accounts and r.endedAt > :since"
            + " and r.aspect <> 'ACTIVITY' and (r.state = 'NOT_UNDONE' or r.state = 'UNDONE' and r.cancelledBy is null)"
            + " and not exists (select 1 from Request n, Service s, Service t where n.serviceId = s.id"
            + " and r.serviceId = t.id and s.type = t.type and s.name = t.name and s.accountId = t.accountId"
            + " and n.askedAt > r.askedAt) order by r.endedAt desc, r.id desc")
    List<Request> failed(Collection<UUID> accounts, Instant since, Pageable page);

    @Query("select r from Request r order by r.askedAt desc, r.id desc")
    Page<Request> newest(Pageable page);
}
