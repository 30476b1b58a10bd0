package org.batuta.security.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TokenRows extends Repository<Token, UUID> {

    Token saveAndFlush(Token token);

    @Query("select t from Token t where t.hash = :hash and t.ended is null and t.expires > :now")
    Optional<Token> open(byte[] hash, Instant now);

    /** Those that nobody ended, the newest first. */
    @Query("select t from Token t where t.personId = :person and t.ended is null order by t.id desc")
    List<Token> of(UUID person);

    @Query("select t from Token t where t.id = :id and t.personId = :person and t.ended is null")
    Optional<Token> find(UUID id, UUID person);

    /** Gives the names of those free whose time is over. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update Token t set t.ended = t.expires, t.endedBy = 'batuta'"
            + " where t.personId = :person and t.ended is null and t.expires <= :now")
    void endExpired(UUID person, Instant now);

    /** Those that end until then and of which nobody was told, the next to end first. */
    @Query("select t from Token t where t.ended is null and t.warned is null and t.expires > :now"
            + " and t.expires <= :soon order by t.expires, t.id")
    List<Token> toWarnOf(Instant now, Instant soon, Limit limit);

    /** One, unless it was ended meanwhile. */
    @Modifying
    @Query("update Token t set t.warned = :now where t.id = :id and t.ended is null and t.warned is null")
    int warned(UUID id, Instant now);

    /** At most once since then from one address, so that a busy program writes nothing for most of its calls. */
    @Modifying
    @Query("update Token t set t.used = :now, t.usedFrom = :address where t.id = :id"
            + " and (t.used is null or t.used < :since or t.usedFrom <> :address)")
    void note(UUID id, String address, Instant now, Instant since);
}
