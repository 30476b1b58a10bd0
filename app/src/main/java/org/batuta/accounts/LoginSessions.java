package org.batuta.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface LoginSessions extends Repository<LoginSession, UUID> {

    LoginSession save(LoginSession session);

    /** The session, if nobody ended it and its person is not disabled. */
    @Query("select s from LoginSession s join Person p on p.id = s.personId"
            + " where s.id = :id and s.ended is null and not p.disabled")
    Optional<LoginSession> open(UUID id);

    /** Those of the person that nobody ended and that were used since then, the last used first. */
    @Query("select s from LoginSession s where s.personId = :personId and s.ended is null and s.used > :since"
            + " order by s.used desc, s.begun desc")
    List<LoginSession> open(UUID personId, Instant since);

    /** Whether the person came from this address since then. */
    @Query("select count(s) > 0 from LoginSession s join Person p on p.id = s.personId"
            + " where p.login = :login and s.address = :address and s.begun > :since")
    boolean cameFrom(String login, String address, Instant since);

    @Modifying
    @Query("update LoginSession s set s.used = :now where s.id = :id")
    void touch(UUID id, Instant now);

    @Modifying
    @Query("update LoginSession s set s.ended = :now where s.id = :id and s.ended is null")
    void end(UUID id, Instant now);

    @Modifying(flushAutomatically = true)
    @Query("update LoginSession s set s.ended = :now where s.personId = :personId and s.ended is null")
    void endAll(UUID personId, Instant now);

    @Modifying(flushAutomatically = true)
    @Query("update LoginSession s set s.ended = :now"
            + " where s.passkey = :passkey and s.id <> :kept and s.ended is null")
    void endMadeBy(UUID passkey, UUID kept, Instant now);

    @Modifying(flushAutomatically = true)
    @Query("update LoginSession s set s.ended = :now"
            + " where s.personId = :personId and s.id <> :kept and s.ended is null")
    void endOthers(UUID personId, UUID kept, Instant now);
}
