package org.batuta.security.factor;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SecondFactorRows extends Repository<SecondFactor, UUID> {

    Optional<SecondFactor> findById(UUID personId);

    @Query("select f.personId from SecondFactor f where f.personId in :people and f.confirmed is not null")
    Set<UUID> confirmed(Collection<UUID> people);

    SecondFactor saveAndFlush(SecondFactor factor);

    /** Notes that the code of a step was used; none when it, or a later one, was used before. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update SecondFactor f set f.lastStep = :step where f.personId = :personId and f.lastStep < :step")
    int use(UUID personId, long step);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("delete from SecondFactor f where f.personId = :personId")
    int remove(UUID personId);
}
