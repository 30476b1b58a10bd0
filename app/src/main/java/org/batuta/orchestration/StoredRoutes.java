package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredRoutes extends JpaRepository<Route, UUID> {

    List<Route> findByServiceTypeOrderByRoleAscPositionAsc(String serviceType);

    List<Route> findByServerIdOrderByServiceType(UUID serverId);

    List<Route> findAllByOrderByServiceTypeAscRoleAscPositionAsc();

    boolean existsByServiceTypeAndServerId(String serviceType, UUID serverId);
}
