package org.batuta.hosting;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The table of timelines. */
interface RequestEventRows extends JpaRepository<RequestEvent, UUID> {

    List<RequestEvent> findByRequestIdOrderByAtAscIdAsc(UUID requestId);

    /** The last line of each of these requests. */
    @Query(
            value = "select distinct on (request_id) * from request_event where request_id in :requests"
                    + " order by request_id, at desc, id desc",
            nativeQuery = true)
    List<RequestEvent> last(Collection<UUID> requests);
}
