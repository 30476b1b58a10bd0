package org.batuta.orchestration;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredHostKeys extends JpaRepository<HostKey, UUID> {

    List<HostKey> findByServerIdOrderByType(UUID serverId);

    List<HostKey> findByServerIdAndState(UUID serverId, HostKey.State state);
}
