package org.batuta.hosting.web;

import java.util.List;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.hosting.Comparison;
import org.batuta.hosting.Comparisons;
import org.batuta.hosting.Drifts;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.batuta.workflow.OpenTasks;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Comparisons of servers with what is in force, and what differs now; what becomes of that is decided in Tasklist. */
@Controller
class ComparisonPages {

    private static final int SHOWN = 100;

    private final Comparisons comparisons;
    private final Drifts drifts;
    private final Servers servers;
    private final OpenTasks tasks;

    ComparisonPages(Comparisons comparisons, Drifts drifts, Servers servers, OpenTasks tasks) {
        this.comparisons = comparisons;
        this.drifts = drifts;
        this.servers = servers;
        this.tasks = tasks;
    }

    @GetMapping("/desk/comparisons/{id}")
    String one(@PathVariable UUID id, @RequestParam(defaultValue = "1") int page, Model model) {
        Comparison comparison = comparisons.get(id);
        UUID server = comparison.server().id();
        model.addAttribute("place", "servers");
        model.addAttribute("comparison", comparison);
        model.addAttribute("drifts", drifts.on(server, Pages.at(page)));
        model.addAttribute("tasks", tasksOf(server));
        return "hosting/comparison";
    }

    private List<OpenTasks.Open> tasksOf(UUID server) {
        return tasks.about(comparisons.settling(server).stream()
                .map(asking -> asking.id().toString())
                .toList());
    }

    /** What the form of the task shows. */
    @GetMapping("/desk/evidence/differences/{serverId}")
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    String evidence(@PathVariable UUID serverId, Model model) {
        Server server = servers.find(serverId).orElseThrow(() -> new NotFound("server", serverId));
        model.addAttribute("server", server);
        model.addAttribute("drifts", drifts.open(serverId, PageRequest.of(0, SHOWN)));
        model.addAttribute("asking", comparisons.settling(serverId).orElse(null));
        return "hosting/of-server :: differences";
    }

    @PostMapping("/desk/servers/{id}/compare")
    Done server(@PathVariable UUID id) {
        Comparison comparison = comparisons.ofServer(id);
        return new Done(
                "/desk/servers/" + id,
                "hosting.comparison.begun",
                comparison.server().name());
    }

    @PostMapping("/desk/services/{id}/compare")
    Done service(@PathVariable UUID id) {
        comparisons.ofService(id);
        return new Done("/services/" + id, "hosting.comparison.begun.service");
    }

    @PostMapping("/desk/comparisons/{id}/stop")
    Done stop(@PathVariable UUID id) {
        comparisons.stop(id);
        return new Done("/desk/comparisons/" + id, "hosting.comparison.stopping");
    }
}
