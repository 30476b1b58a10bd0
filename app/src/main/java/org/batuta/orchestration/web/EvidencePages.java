package org.batuta.orchestration.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Evidences;
import org.batuta.orchestration.IncidentLog;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.Rounds;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Watches;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the forms in Tasklist show beside the task: parts of pages, made when a person looks, kept in no variable. */
@Controller
@RequestMapping("/desk/evidence")
class EvidencePages {

    private static final int SHOWN = 10;

    private final Evidences evidences;
    private final Servers servers;
    private final Rounds rounds;
    private final Watches watches;
    private final OperationLog log;
    private final IncidentLog incidents;

    EvidencePages(
            Evidences evidences,
            Servers servers,
            Rounds rounds,
            Watches watches,
            OperationLog log,
            IncidentLog incidents) {
        this.evidences = evidences;
        this.servers = servers;
        this.rounds = rounds;
        this.watches = watches;
        this.log = log;
        this.incidents = incidents;
    }

    /** One operation of the step with its attempts, the newest first. */
    record Work(Operation is, List<AttemptView> attempts) {

        static Work of(Operation operation, List<Attempt> oldestFirst) {
            List<AttemptView> attempts =
                    new ArrayList<>(oldestFirst.stream().map(AttemptView::of).toList());
            Collections.reverse(attempts);
            return new Work(operation, attempts);
        }
    }

    @GetMapping("/steps/{stepId}")
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    String step(@PathVariable UUID stepId, Model model) {
        Evidence evidence = evidences.find(stepId).orElseThrow(() -> new NotFound("step", stepId));
        model.addAttribute("evidence", evidence);
        model.addAttribute("about", evidence.operations().get(0));
        UUID incident = evidence.step().incidentId();
        model.addAttribute(
                "decision",
                incident == null
                        ? null
                        : incidents.decisions(incident).stream().findFirst().orElse(null));
        model.addAttribute(
                "works",
                evidence.operations().stream()
                        .map(operation -> Work.of(operation, evidence.of(operation)))
                        .toList());
        return "orchestration/evidence :: step";
    }

    @GetMapping("/away/{serverId}")
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    String away(@PathVariable UUID serverId, Model model) {
        model.addAttribute("server", servers.find(serverId).orElseThrow(() -> new NotFound("server", serverId)));
        model.addAttribute("facts", rounds.of(serverId));
        model.addAttribute("away", watches.about(serverId));
        model.addAttribute("waiting", log.waitingFor(serverId, SHOWN));
        return "orchestration/evidence :: away";
    }

    @GetMapping("/servers/{serverId}")
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    String server(@PathVariable UUID serverId, Model model) {
        model.addAttribute("server", servers.find(serverId).orElseThrow(() -> new NotFound("server", serverId)));
        model.addAttribute("keys", servers.keys(serverId));
        model.addAttribute("command", servers.command());
        return "orchestration/evidence :: server";
    }
}
