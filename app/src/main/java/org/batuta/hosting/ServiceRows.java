package org.batuta.hosting;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The table of services; only the beans of this module ask it, with the reader's accounts in the query (T24). */
interface ServiceRows extends JpaRepository<Service, UUID>, JpaSpecificationExecutor<Service> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Service s where s.id = :id")
    Service lock(UUID id);

    @Query("select s.parentId from Service s where s.id = :id and s.parentId is not null")
    Optional<UUID> parentOfService(UUID id);

    @Query("select s.parentId from Service s, Request r where r.serviceId = s.id and r.id = :request"
            + " and s.parentId is not null")
    Optional<UUID> parentOf(UUID request);

    /** As the database has it, and not held: whoever changes it looks afterwards who waited for that. */
    @Query("select s.state from Service s where s.id = :id")
    Service.State stateOf(UUID id);

    /** Asked for alone before a lock, and again after it: it may be somebody else's by then. */
    @Query("select s.accountId from Service s where s.id = :id")
    Optional<UUID> accountOf(UUID id);

    @Query("select s from Service s where s.type = :type and s.name = :name and s.state <> 'REMOVED'")
    Optional<Service> living(String type, String name);

    /** Asked for alone before a lock. */
    @Query("select s.id from Service s where s.type = :type and s.name = :name and s.state <> 'REMOVED'")
    Optional<UUID> idOfLiving(String type, String name);

    @Query("select s.id from Service s where s.id in :ids and s.state <> 'REMOVED'")
    List<UUID> livingOf(Collection<UUID> ids);

    @Query("select s from Service s where s.parentId = :id and s.state <> 'REMOVED' order by s.type, s.name")
    List<Service> livingChildren(UUID id);

    @Query("select s from Service s where s.accountId in :accounts and s.state <> 'REMOVED' order by s.type, s.name")
    Page<Service> ofAccounts(Collection<UUID> accounts, Pageable page);

    /** The next living services of an account, in the order in which they came to be. */
    @Query("select s.id from Service s where s.accountId = :account and s.state <> 'REMOVED'"
            + " and s.id > :after order by s.id")
    List<UUID> after(UUID account, UUID after, Pageable page);

    /** Whether an account has had a service of this name until any time from this moment on. */
    @Query("select count(s) > 0 from Service s where s.accountId = :account and s.type = :type and s.name = :name"
            + " and s.removedAt >= :since")
    boolean hasLeft(UUID account, String type, String name, Instant since);

    /** Those that stopped with their account. */
    @Query("select s from Service s where s.accountId = :account and s.suspended = 'WITH_ACCOUNT' order by s.id")
    List<Service> stillWithAccount(UUID account);

    @Query("select count(s) from Service s where s.accountId = :account and s.state <> 'REMOVED'")
    long countLiving(UUID account);

    @Query("select count(s) from Service s where s.accountId = :account and s.state = 'ACTIVE'")
    long countActive(UUID account);

    @Query("select s from Service s where s.accountId in :accounts and s.type = :type and s.state = 'ACTIVE'"
            + " order by s.createdAt desc, s.id desc limit 1")
    Optional<Service> newest(Collection<UUID> accounts, String type);

    @Query("select s from Service s where s.accountId = :account and s.type = :type and s.state <> 'REMOVED'"
            + " order by s.name")
    List<Service> ofType(UUID account, String type);

    /** Found in the index alone, however many come before them. */
    @Query("select s from Service s where s.id in (select t.id from Service t where t.state <> 'REMOVED'"
            + " order by t.type, t.name limit :most offset :skipped) order by s.type, s.name")
    List<Service> living(int most, long skipped);

    @Query("select count(s) from Service s where s.state <> 'REMOVED'")
    long countLiving();

    @Query("select new org.batuta.hosting.Overview$Count(s.type, s.state, count(s)) from Service s"
            + " where s.accountId in :accounts and s.state <> 'REMOVED' group by s.type, s.state")
    List<Overview.Count> counts(Collection<UUID> accounts);

    @Query("select new org.batuta.hosting.Overview$Count(s.type, s.state, count(s)) from Service s"
            + " where s.state <> 'REMOVED' group by s.type, s.state")
    List<Overview.Count> counts();

    @Query("select s from Service s where s.accountId = :account and s.state <> 'REMOVED'"
            + " and lower(s.name) like :beginning escape '\\' order by s.name, s.type")
    List<Service> beginningWith(UUID account, String beginning, Pageable page);

    @Query("select s from Service s where s.type = :type and s.state <> 'REMOVED' and s.name in :names")
    List<Service> living(String type, Collection<String> names);

    @Query("select s from Service s where s.type = :type and s.state <> 'REMOVED' and s.name like concat('%.', :name)")
    List<Service> below(String type, String name);
}
