package org.batuta.orchestration.web;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.live.Live;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.Retries;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Upgrades;
import org.batuta.orchestration.Verb;
import org.batuta.workflow.OpenTasks;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Operations with their attempts; what waits can be tried at once, all else is decided in Tasklist. */
@Controller
@RequestMapping("/desk/operations")
class OperationPages {

    private final OperationLog log;
    private final Servers servers;
    private final Routes routes;
    private final Retries retries;
    private final Upgrades upgrades;
    private final OpenTasks tasks;
    private final Live live;
    private final Clock clock;

    OperationPages(
            OperationLog log,
            Servers servers,
            Routes routes,
            Retries retries,
            Upgrades upgrades,
            OpenTasks tasks,
            Live live,
            Clock clock) {
        this.log = log;
        this.servers = servers;
        this.routes = routes;
        this.retries = retries;
        this.upgrades = upgrades;
        this.tasks = tasks;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping
    String list(OperationFilter filter, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("place", "operations");
        model.addAttribute("filter", filter);
        model.addAttribute("operations", log.search(filter.search(clock.instant()), Pages.at(page)));
        model.addAttribute("servers", Names.of(servers.all()));
        model.addAttribute("types", routes.types());
        model.addAttribute("verbs", Verb.values());
        model.addAttribute("states", OperationFilter.STATES);
        model.addAttribute("times", OperationFilter.TIMES.keySet());
        return "orchestration/operations";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        OperationLog.Entry entry = log.get(id);
        UUID server = entry.operation().serverId();
        model.addAttribute("place", "operations");
        model.addAttribute("operation", OperationView.of(entry));
        model.addAttribute(
                "server", server == null ? null : servers.find(server).orElse(null));
        model.addAttribute(
                "tasks", tasks.about(List.of(entry.operation().requestId().toString())));
        model.addAttribute("running", isRunning(entry));
        model.addAttribute("waiting", retries.isWaiting(entry.step()));
        model.addAttribute("unsupplied", upgrades.isAwaitedBy(entry.operation()));
        return "orchestration/operation";
    }

    @PostMapping("/{id}/retry")
    Done retry(@PathVariable UUID id) {
        retries.now(log.get(id).step().id());
        return new Done("/desk/operations/" + id, "orchestration.operation.retried");
    }

    /** Says whenever the operation's state has changed; the page then looks again. */
    @GetMapping(path = "/{id}/news", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter news(@PathVariable UUID id) {
        Operation operation = log.get(id).operation();
        return live.follow(OperationLog.topic(operation.id()));
    }

    /** All that is kept of one stream of an attempt, as plain text with every hidden character spelled out. */
    @GetMapping(path = "/{id}/attempts/{attemptId}/{stream:stdout|stderr}", produces = "text/plain;charset=UTF-8")
    @ResponseBody
    String output(@PathVariable UUID id, @PathVariable UUID attemptId, @PathVariable String stream) {
        Attempt attempt = log.attempt(attemptId);
        if (!attempt.operationId().equals(id)) {
            throw new NotFound("attempt", attemptId);
        }
        return PlainText.visible(stream.equals("stdout") ? attempt.stdout() : attempt.stderr());
    }

    private boolean isRunning(OperationLog.Entry entry) {
        String instance = entry.step().processInstanceId();
        return instance != null && tasks.isRunning(instance);
    }
}
