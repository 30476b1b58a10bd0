package org.batuta.accounts;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface LoginSessions extends Repository<LoginSession, UUID> {

    LoginSession save(LoginSession session);

    /** The person behind a session that nobody ended, unless the person is disabled. */
    @Query("select p from LoginSession s join Person p on p.id = s.personId"
            + " where s.id = :id and s.ended is null and not p.disabled")
    Optional<Person> person(UUID id);

    @Modifying
    @Query("update LoginSession s set s.ended = :now where s.id = :id and s.ended is null")
    void end(UUID id, Instant now);

    @Modifying(flushAutomatically = true)
    @Query("update LoginSession s set s.ended = :now where s.personId = :personId and s.ended is null")
    void endAll(UUID personId, Instant now);
}
