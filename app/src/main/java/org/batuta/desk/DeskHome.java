package org.batuta.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.batuta.accounts.Acting;
import org.batuta.orchestration.IncidentLog;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.OperationSearch;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.workflow.OpenTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of the desk: what needs a person now, and where to go for it. */
@Controller
class DeskHome {

    private static final Duration LATELY = Duration.ofDays(1);

    private final OpenTasks tasks;
    private final IncidentLog incidents;
    private final Servers servers;
    private final OperationLog log;
    private final Clock clock;

    DeskHome(OpenTasks tasks, IncidentLog incidents, Servers servers, OperationLog log, Clock clock) {
        this.tasks = tasks;
        this.incidents = incidents;
        this.servers = servers;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping("/desk")
    String home(Model model) {
        Instant lately = clock.instant().minus(LATELY);
        model.addAttribute("place", "home");
        model.addAttribute("lists", tasks.lists(Acting.current().login()));
        model.addAttribute("incidents", incidents.unsolved());
        model.addAttribute(
                "away",
                servers.all().stream()
                        .filter(server -> server.state() != ServerState.ACTIVE && server.state() != ServerState.RETIRED)
                        .toList());
        model.addAttribute("waiting", count(Set.of(OperationState.PENDING, OperationState.RELOADING), null));
        model.addAttribute("running", count(Set.of(OperationState.RUNNING), null));
        model.addAttribute("failed", count(OperationState.FAILED, lately));
        model.addAttribute("done", count(Set.of(OperationState.DONE, OperationState.DONE_WITH_WARNING), lately));
        return "desk/home";
    }

    private long count(Set<OperationState> states, @Nullable Instant since) {
        return log.count(OperationSearch.in(states, since));
    }
}
