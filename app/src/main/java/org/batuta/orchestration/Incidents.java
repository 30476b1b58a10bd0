package org.batuta.orchestration;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The groups of equal failures: opened by the first, told once, closed when the last one went on. */
@Service
public class Incidents {

    /** Somebody has to be told; published in the transaction that opens the incident. */
    record Opened(Incident incident) {}

    private static final long ONE_AT_A_TIME = 0x6261747574614dL;

    private final StoredIncidents incidents;
    private final StoredSteps steps;
    private final JdbcClient sql;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Incidents(
            StoredIncidents incidents,
            StoredSteps steps,
            JdbcClient sql,
            ApplicationEventPublisher events,
            Clock clock) {
        this.incidents = incidents;
        this.steps = steps;
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    /** Puts a step that waits for a person into its group. */
    @Transactional
    public Incident join(UUID stepId, Failure failure) {
        Incident incident = open(failure);
        Step step = steps.lock(stepId).orElseThrow();
        UUID before = step.incidentId();
        step.joins(incident.id());
        if (before != null && !before.equals(incident.id())) {
            closeIfEmpty(before);
        }
        return incident;
    }

    /** The open incident of this group. */
    @Transactional
    public Incident open(Failure each) {
        Failure group = each.group();
        sql.sql("select pg_advisory_xact_lock(?)").param(ONE_AT_A_TIME).query().singleRow();
        return incidents
                .open(
                        group.kind(),
                        group.serverId(),
                        group.serviceType(),
                        group.verb(),
                        group.outcome(),
                        group.exitCode(),
                        group.symptom())
                .orElseGet(() -> begin(group));
    }

    private Incident begin(Failure group) {
        Incident incident = incidents.saveAndFlush(new Incident(group, clock.instant()));
        events.publishEvent(new Opened(incident));
        return incident;
    }

    /** The step went on. */
    @Transactional
    public void leave(Step step) {
        UUID incident = step.incidentId();
        if (incident != null) {
            step.joins(null);
            steps.saveAndFlush(step);
            closeIfEmpty(incident);
        }
    }

    /** The server shows an accepted key again, or is ours no longer. */
    @Transactional
    public void closeHostKey(UUID serverId) {
        incidents
                .findByServerIdAndKindAndClosedIsNull(serverId, Incident.Kind.HOST_KEY)
                .forEach(incident -> incident.close(clock.instant()));
    }

    private void closeIfEmpty(UUID incidentId) {
        steps.flush();
        if (!steps.existsByIncidentId(incidentId)) {
            incidents.findById(incidentId).ifPresent(incident -> incident.close(clock.instant()));
        }
    }

    /** What waits for a person, oldest first. */
    @Transactional(readOnly = true)
    public List<Incident> unsolved() {
        return incidents.findByClosedIsNullOrderByOpened();
    }

    /** The steps of a group. */
    @Transactional(readOnly = true)
    public List<Step> members(UUID incidentId) {
        return steps.findByIncidentId(incidentId);
    }
}
