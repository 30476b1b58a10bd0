package org.batuta.orchestration;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.kernel.Ids;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The groups of equal failures with the steps that wait in them, as the staff looks them up. */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
@Transactional(readOnly = true)
public class IncidentLog {

    /** A step of a group, by its first operation. */
    public record Member(
            UUID incidentId,
            UUID stepId,
            UUID operationId,
            UUID requestId,
            @Nullable String processInstanceId,
            String accountName,
            String serviceName) {}

    /** A group: how many steps wait in it, and the first of them. */
    public record Group(Incident incident, long size, List<Member> first) {}

    /** How many steps stand in one group. */
    record Size(UUID incidentId, long steps) {}

    private static final int FIRST = 5;

    private final StoredIncidents incidents;
    private final StoredSteps steps;
    private final GroupDecisions decisions;

    IncidentLog(StoredIncidents incidents, StoredSteps steps, GroupDecisions decisions) {
        this.incidents = incidents;
        this.steps = steps;
        this.decisions = decisions;
    }

    /** A page of the groups that wait for a person, or of those that are solved; the newest first. */
    public Page<Group> search(boolean solved, Pageable page) {
        Page<Incident> found = solved ? incidents.solved(page) : incidents.unsolved(page);
        List<UUID> ids = found.map(Incident::id).getContent();
        Map<UUID, Long> sizes = steps.sizes(ids).stream().collect(Collectors.toMap(Size::incidentId, Size::steps));
        Map<UUID, List<Member>> first = first(ids);
        return found.map(incident -> new Group(
                incident, sizes.getOrDefault(incident.id(), 0L), first.getOrDefault(incident.id(), List.of())));
    }

    /**
     * The groups that wait for a person, or those that are solved; the newest first.
     *
     * @param before the last one that was seen already; null for the first ones
     */
    public List<Incident> search(boolean solved, @Nullable UUID before, int most) {
        UUID last = before == null ? Ids.LAST : before;
        Limit limit = Limit.of(most);
        return solved ? incidents.solved(last, limit) : incidents.unsolved(last, limit);
    }

    /**
     * One group.
     *
     * @throws NotFound when there is none
     */
    public Incident get(UUID id) {
        return incidents.findById(id).orElseThrow(() -> new NotFound("incident", id));
    }

    /** A page of the steps that wait in a group, oldest first. */
    public Page<Member> members(UUID incidentId, Pageable page) {
        return steps.members(incidentId, page);
    }

    /**
     * The steps that wait in a group, oldest first.
     *
     * @param after the last one that was seen already; null for the first ones
     */
    public List<Member> members(UUID incidentId, @Nullable UUID after, int most) {
        return steps.members(incidentId, after == null ? Ids.FIRST : after, Limit.of(most));
    }

    /** What was decided for all of a group, the newest first. */
    public List<GroupDecision> decisions(UUID incidentId) {
        return decisions.of(incidentId);
    }

    /** How many groups wait for a person. */
    public long unsolved() {
        return incidents.countByClosedIsNull();
    }

    private Map<UUID, List<Member>> first(Collection<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : steps.described(steps.firstOf(ids, FIRST)).stream()
                        .collect(Collectors.groupingBy(Member::incidentId));
    }
}
