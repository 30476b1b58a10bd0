package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Choice;
import org.batuta.orchestration.GroupDecision;
import org.batuta.orchestration.GroupRepairs;
import org.batuta.orchestration.Incident;
import org.batuta.orchestration.IncidentLog;
import org.batuta.orchestration.IncidentLog.Member;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The groups of equal failures that wait for a person, and one decision for all of each, for programs of the staff. */
@RestController
@RequestMapping(Link.ROOT + "/incidents")
class IncidentCalls {

    private final IncidentLog log;
    private final GroupRepairs repairs;

    IncidentCalls(IncidentLog log, GroupRepairs repairs) {
        this.log = log;
        this.repairs = repairs;
    }

    /** Which groups a program looks for: those that wait, or those that are solved. */
    record Filter(@Nullable Boolean solved) {}

    /**
     * A group as programs see it.
     *
     * @param closed when the last of it went on
     * @param choices what can be decided for all of it
     */
    record Shown(
            Link url,
            UUID id,
            Incident.Kind kind,
            @Nullable Link server,
            @Nullable String serviceType,
            @Nullable Verb verb,
            @Nullable Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            Instant opened,
            @Nullable Instant closed,
            List<String> choices) {

        static Shown of(Incident incident) {
            UUID server = incident.serverId();
            return new Shown(
                    new Link("incidents", incident.id()),
                    incident.id(),
                    incident.kind(),
                    server == null ? null : new Link("servers", server),
                    incident.serviceType(),
                    incident.verb(),
                    incident.outcome(),
                    incident.exitCode(),
                    incident.symptom(),
                    incident.opened(),
                    incident.closed(),
                    GroupRepairs.offered(incident).stream().map(Choice::word).toList());
        }
    }

    /** What waits in a group, by its first operation. */
    record Waits(Link operation, Link request, String account, String service) {

        static Waits of(Member member) {
            return new Waits(
                    new Link("operations", member.operationId()),
                    new Link("requests", member.requestId()),
                    member.accountName(),
                    member.serviceName());
        }
    }

    /**
     * What a program sends that decides for all of a group.
     *
     * @param choice one of its choices
     * @param comment why, or what was done; none is needed to try again
     */
    record Asked(@NotNull String choice, @Nullable String comment) implements Sent {}

    /** The newest first. */
    @GetMapping
    @Calls(value = IncidentLog.class, method = "search")
    Listing<Shown> list(Filter filter, Portion portion) {
        boolean solved = Boolean.TRUE.equals(filter.solved());
        return portion.of(
                log.search(solved, portion.after(), portion.look()),
                Incident::id,
                part -> part.stream().map(Shown::of).toList());
    }

    @GetMapping("/{id}")
    @Calls(value = IncidentLog.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return Shown.of(log.get(id));
    }

    /** What waits in it, the oldest first. */
    @GetMapping("/{id}/waiting")
    @Calls(value = IncidentLog.class, method = "members")
    Listing<Waits> waiting(@PathVariable UUID id, Portion portion) {
        return portion.of(
                log.members(log.get(id).id(), portion.after(), portion.look()),
                Member::stepId,
                part -> part.stream().map(Waits::of).toList());
    }

    /** Decides for each that waits as if its own task was answered; what cannot go on so is left alone and told. */
    @PostMapping("/{id}/decision")
    @Calls(value = GroupRepairs.class, method = "decide")
    GroupDecision decide(@PathVariable UUID id, @Valid @RequestBody Asked asked) {
        String comment = asked.comment();
        return repairs.decide(id, asked.choice(), comment == null ? "" : comment)
                .orElseThrow(() -> Refusal.at("", "not-waiting"));
    }
}
