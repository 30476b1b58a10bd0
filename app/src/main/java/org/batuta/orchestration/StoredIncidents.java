package org.batuta.orchestration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface StoredIncidents extends JpaRepository<Incident, UUID> {

    @Query("select i from Incident i where i.closed is null and i.kind = :kind"
            + " and i.serverId is not distinct from :serverId and i.serviceType is not distinct from :serviceType"
            + " and i.verb is not distinct from :verb and i.outcome = :outcome"
            + " and i.exitCode is not distinct from :exitCode and i.symptom is not distinct from :symptom")
    Optional<Incident> open(
            Incident.Kind kind,
            @Nullable UUID serverId,
            @Nullable String serviceType,
            @Nullable Verb verb,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom);

    List<Incident> findByClosedIsNullOrderByOpened();

    List<Incident> findByServerIdAndKindAndClosedIsNull(UUID serverId, Incident.Kind kind);

    @Query("select i from Incident i where i.closed is null order by i.opened desc, i.id")
    Page<Incident> unsolved(Pageable page);

    @Query("select i from Incident i where i.closed is not null order by i.closed desc, i.id")
    Page<Incident> solved(Pageable page);

    @Query("select i from Incident i where i.closed is null and i.id < :before order by i.id desc")
    List<Incident> unsolved(UUID before, Limit most);

    @Query("select i from Incident i where i.closed is not null and i.id < :before order by i.id desc")
    List<Incident> solved(UUID before, Limit most);

    long countByClosedIsNull();

    /** One when it is noted, none when it was noted after {@code before}: of many at once, one counts. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("update Incident i set i.reminded = :now where i.id = :id and i.closed is null"
            + " and (i.reminded is null or i.reminded <= :before)")
    int remind(UUID id, Instant now, Instant before);
}
