package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface StoredHostKeys extends JpaRepository<HostKey, UUID> {

    List<HostKey> findByServerIdOrderByType(UUID serverId);

    @Query("select k from HostKey k where k.serverId = :serverId and k.state = :state")
    List<HostKey> findByServerIdAndState(UUID serverId, HostKey.State state);
}
