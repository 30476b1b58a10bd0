package org.batuta.hosting.domains;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The table of zones. */
interface ZoneRows extends JpaRepository<Zone, String> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select z from Zone z where z.name = :name")
    Optional<Zone> lock(String name);

    @Modifying
    @Query(
            nativeQuery = true,
            value = "insert into zone (name, serial, content_hash, changed_at) values (:name, 0, '', now())"
                    + " on conflict do nothing")
    void begin(String name);
}
