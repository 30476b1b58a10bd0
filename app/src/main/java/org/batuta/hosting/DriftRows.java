package org.batuta.hosting;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The table of drifts. */
interface DriftRows extends JpaRepository<Drift, UUID> {

    @Query("select d from Drift d join fetch d.service s where d.serverId = :server and d.endedAt is null"
            + " and s.id = :service")
    Optional<Drift> living(UUID server, UUID service);

    @Query("select d from Drift d join fetch d.service where d.serverId = :server and d.state in :states"
            + " order by d.id")
    List<Drift> of(UUID server, Collection<Drift.State> states, Limit most);

    @Query("select d from Drift d join fetch d.service where d.serverId = :server and d.state in :states"
            + " and d.id < :before order by d.id desc")
    List<Drift> before(UUID server, Collection<Drift.State> states, UUID before, Limit most);

    @Query(
            value = "select d from Drift d join fetch d.service s where d.serverId = :server and d.state in :states"
                    + " order by s.type, s.name",
            countQuery = "select count(d) from Drift d where d.serverId = :server and d.state in :states")
    Page<Drift> of(UUID server, Collection<Drift.State> states, Pageable page);

    @Query("select count(d) from Drift d where d.serverId = :server and d.state in :states")
    long count(UUID server, Collection<Drift.State> states);

    @Query("select d from Drift d join fetch d.service where d.stepId = :step and d.state = 'REPAIRING' order by d.id")
    List<Drift> repairedIn(UUID step);

    @Query("select d from Drift d join fetch d.service s where d.serverId = :server and d.endedAt is null"
            + " and d.state in ('OPEN', 'LEFT') and s.state <> 'ACTIVE'")
    List<Drift> notInForce(UUID server);

    @Query("select count(d) > 0 from Drift d where d.service.id = :service and d.state = 'REPAIRING'")
    boolean isBeingRepaired(UUID service);
}
