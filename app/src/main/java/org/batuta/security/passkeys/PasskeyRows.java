package org.batuta.security.passkeys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PasskeyRows extends Repository<Passkey, UUID> {

    Optional<Passkey> findByCredentialId(byte[] credentialId);

    Optional<Passkey> findByIdAndPersonId(UUID id, UUID personId);

    @Query("select p from Passkey p where p.personId = :personId order by p.created, p.id")
    List<Passkey> of(UUID personId);

    Passkey saveAndFlush(Passkey passkey);

    void delete(Passkey passkey);

    /** Notes that it was used; none when meanwhile it was used with this count, or a later one. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update Passkey p set p.signCount = :count, p.backedUp = :backedUp, p.used = :now"
            + " where p.id = :id and (p.signCount < :count or p.signCount = 0 and :count = 0)")
    int use(UUID id, long count, boolean backedUp, Instant now);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("delete from Passkey p where p.personId = :personId")
    int removeAll(UUID personId);
}
