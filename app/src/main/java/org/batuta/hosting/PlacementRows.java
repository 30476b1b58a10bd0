package org.batuta.hosting;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The table of placements. */
interface PlacementRows extends JpaRepository<Placement, Placement.Key> {

    @Query("select p from Placement p join fetch p.server where p.key.serviceId = :service order by p.role, p.position")
    List<Placement> of(UUID service);
}
