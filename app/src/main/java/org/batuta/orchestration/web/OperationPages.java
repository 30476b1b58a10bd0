package org.batuta.orchestration.web;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.frame.Done;
import org.batuta.frame.Pages;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.batuta.live.Live;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.LiveOutput;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.OperationSearch;
import org.batuta.orchestration.Retried;
import org.batuta.orchestration.Retries;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Upgrades;
import org.batuta.orchestration.Verb;
import org.batuta.workflow.OpenTasks;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

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
    private final LiveOutput output;
    private final Live live;
    private final Clock clock;

    OperationPages(
            OperationLog log,
            Servers servers,
            Routes routes,
            Retries retries,
            Upgrades upgrades,
            OpenTasks tasks,
            LiveOutput output,
            Live live,
            Clock clock) {
        this.log = log;
        this.servers = servers;
        this.routes = routes;
        this.retries = retries;
        this.upgrades = upgrades;
        this.tasks = tasks;
        this.output = output;
        this.live = live;
        this.clock = clock;
    }

    @ModelAttribute("mark")
    static String mark() {
        return "operations";
    }

    @GetMapping
    String list(OperationFilter filter, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("place", "operations");
        model.addAttribute("filter", filter);
        OperationSearch wanted = filter.search(clock.instant());
        Page<Operation> found = log.search(wanted, Pages.at(page));
        model.addAttribute("operations", found);
        Set<UUID> choosable = new HashSet<>(log.waitingAmong(found.getContent()));
        model.addAttribute(
                "all", choosable.isEmpty() ? 0 : log.waiting(wanted, 1).getTotalElements());
        choosable.addAll(retries.leftBehind(found.getContent()));
        model.addAttribute("choosable", choosable);
        model.addAttribute("servers", Names.of(servers.all()));
        model.addAttribute("types", routes.types());
        model.addAttribute("verbs", Verb.values());
        model.addAttribute("states", OperationFilter.STATES);
        model.addAttribute("times", OperationFilter.TIMES.keySet());
        return "orchestration/operations";
    }

    /**
     * Tries again what was chosen, or all that is found so.
     *
     * @param all how many there were to be seen; null when they were chosen one by one
     */
    @PostMapping
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    Done retry(
            OperationFilter filter,
            @RequestParam(defaultValue = "") Set<UUID> operation,
            @RequestParam(required = false) @Nullable String all,
            RedirectAttributes next) {
        Set<UUID> wanted = operation.stream().filter(Objects::nonNull).collect(Collectors.toSet());
        if (all != null) {
            wanted = log.waiting(filter.search(clock.instant()), Chosen.MOST).stream()
                    .map(Operation::id)
                    .collect(Collectors.toSet());
        } else {
            Chosen.require(wanted, "operation");
        }
        Retried retried = retries.many(wanted);
        next.addFlashAttribute("left", retried.left());
        return new Done("/desk/operations" + filter.query(), "orchestration.operations.retried", retried.tried());
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        OperationLog.Entry entry = log.get(id);
        UUID server = entry.operation().serverId();
        model.addAttribute("place", "operations");
        model.addAttribute("operation", OperationView.of(entry));
        model.addAttribute(
                "server", server == null ? null : servers.find(server).orElse(null));
        List<OpenTasks.Open> open =
                tasks.about(List.of(entry.operation().requestId().toString()));
        model.addAttribute("tasks", open);
        boolean waiting = retries.isWaiting(entry.step());
        model.addAttribute(
                "nextTry",
                waiting && open.isEmpty() ? retries.next(entry.step()).orElse(null) : null);
        model.addAttribute("said", SaidView.of(output.of(id)));
        model.addAttribute("running", isRunning(entry));
        model.addAttribute("waiting", waiting);
        model.addAttribute("unsupplied", upgrades.isAwaitedBy(entry.operation()));
        return "orchestration/operation";
    }

    @PostMapping("/{id}/retry")
    Done retry(@PathVariable UUID id) {
        retries.now(log.get(id).step().id());
        return new Done("/desk/operations/" + id, "orchestration.operation.retried");
    }

    /** What its script says while it runs; the part of the page that follows it. */
    @GetMapping("/{id}/output")
    String output(@PathVariable UUID id, Model model) {
        model.addAttribute("said", SaidView.of(output.of(log.get(id).operation().id())));
        return "orchestration/operation :: said";
    }

    /** Says when the script has said more, as long as somebody follows it. */
    @GetMapping(path = "/{id}/output/news", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter outputNews(@PathVariable UUID id) {
        return output.follow(id);
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
