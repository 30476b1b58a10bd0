package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface StoredRoutes extends JpaRepository<Route, UUID> {

    @Query("select r from Route r where r.serviceType = :serviceType order by r.role, r.position")
    List<Route> ofType(String serviceType);

    List<Route> findByServerIdOrderByServiceType(UUID serverId);

    List<Route> findAllByOrderByServiceTypeAscRoleAscPositionAsc();

    boolean existsByServiceTypeAndServerId(String serviceType, UUID serverId);
}
