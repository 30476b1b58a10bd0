package org.batuta.orchestration;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface StoredServers extends JpaRepository<Server, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Server s where s.id = :id")
    Optional<Server> lock(UUID id);

    List<Server> findAllByOrderByName();

    boolean existsByName(String name);

    boolean existsByAddressAndPort(String address, int port);

    /** Those at work that have another release, and that nobody has tried to bring this one. */
    @Query("select s from Server s where s.state = ACTIVE and s.runnerVersion is not null"
            + " and (s.release is null or s.release <> :release)"
            + " and (s.releaseTried is null or s.releaseTried <> :release) order by s.name")
    List<Server> without(String release);
}
