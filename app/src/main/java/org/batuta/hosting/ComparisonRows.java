package org.batuta.hosting;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.batuta.orchestration.Server;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The table of comparisons, and what there is to compare. */
interface ComparisonRows extends JpaRepository<Comparison, UUID> {

    String CARRIED = " from Service s, Placement p where p.key.serviceId = s.id and p.key.serverId = :server"
            + " and s.state = 'ACTIVE' and s.id > :after";

    /** Never changes: asked for alone before a lock. */
    @Query("select c.server.id from Comparison c where c.id = :id")
    Optional<UUID> serverOf(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Comparison c where c.id = :id")
    Optional<Comparison> lock(UUID id);

    /** The next of the active services that this server carries. */
    @Query("select s" + CARRIED + " order by s.id")
    List<Service> carried(UUID server, UUID after, Limit most);

    @Query("select count(s)" + CARRIED)
    long countCarried(UUID server, UUID after);

    /** Servers at work that carry anything active. */
    @Query("select v from Server v where v.state in ('ACTIVE', 'DRAINING', 'BLOCKED') and exists"
            + " (select 1 from Placement p, Service s where p.key.serviceId = s.id and p.key.serverId = v.id"
            + " and s.state = 'ACTIVE') order by v.id")
    List<Server> servers();

    @Query("select v from Server v where v.id = :id")
    Optional<Server> server(UUID id);

    @Query("select v from Placement p join p.server v where p.key.serviceId = :service order by v.id")
    List<Server> serversOf(UUID service);

    @Query("select c from Comparison c where c.server.id = :server and c.endedAt is null"
            + " and (c.serviceId is null and :service is null or c.serviceId = :service)")
    Optional<Comparison> running(UUID server, @Nullable UUID service);

    Optional<Comparison> findFirstByServerIdAndServiceIdIsNullOrderByStartedAtDesc(UUID serverId);

    List<Comparison> findTop4ByServiceIdOrderByStartedAtDesc(UUID serviceId);

    @Query("select c from Comparison c where c.server.id = :server and c.settling")
    Optional<Comparison> settling(UUID server);
}
