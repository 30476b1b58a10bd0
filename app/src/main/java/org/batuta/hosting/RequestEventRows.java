package org.batuta.hosting;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The table of timelines. */
interface RequestEventRows extends JpaRepository<RequestEvent, UUID> {

    List<RequestEvent> findByRequestIdOrderByAtAscIdAsc(UUID requestId);
}
