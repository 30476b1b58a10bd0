package org.batuta.orchestration.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.frame.Done;
import org.batuta.kernel.NotFound;
import org.batuta.live.Live;
import org.batuta.orchestration.HostKey;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.OperationLog.Load;
import org.batuta.orchestration.OperationSearch;
import org.batuta.orchestration.Rounds;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.ServerFacts;
import org.batuta.orchestration.ServerSection;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Upgrades;
import org.batuta.workflow.OpenTasks;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The managed machines: what each is, takes, has to do and waits for. */
@Controller
@RequestMapping("/desk/servers")
class ServerPages {

    private static final int RECENT = 10;

    private final Servers servers;
    private final Routes routes;
    private final Upgrades upgrades;
    private final OperationLog log;
    private final OpenTasks tasks;
    private final Rounds rounds;
    private final Live live;
    private final List<ServerSection> sections;

    ServerPages(
            Servers servers,
            Routes routes,
            Upgrades upgrades,
            OperationLog log,
            OpenTasks tasks,
            Rounds rounds,
            Live live,
            List<ServerSection> sections) {
        this.servers = servers;
        this.routes = routes;
        this.upgrades = upgrades;
        this.log = log;
        this.tasks = tasks;
        this.rounds = rounds;
        this.live = live;
        this.sections = sections;
    }

    /** A part of the page that another module contributes. */
    record Part(String fragment, Object content) {}

    @GetMapping
    String list(Model model) {
        model.addAttribute("place", "servers");
        model.addAttribute("servers", servers.all());
        model.addAttribute(
                "routes",
                routes.all().stream()
                        .collect(Collectors.groupingBy(route -> route.server().id())));
        model.addAttribute("loads", loads());
        model.addAttribute("facts", rounds.all());
        model.addAttribute("release", upgrades.release());
        return "orchestration/servers";
    }

    @GetMapping("/{id}")
    String page(@PathVariable UUID id, Model model) {
        Server server = servers.find(id).orElseThrow(() -> new NotFound("server", id));
        List<HostKey> keys = servers.keys(id);
        List<Route> routed = routes.of(id);
        model.addAttribute("place", "servers");
        model.addAttribute("server", server);
        model.addAttribute("keys", keys);
        ServerFacts facts = rounds.of(id);
        model.addAttribute("facts", facts);
        model.addAttribute("advice", facts.advice());
        model.addAttribute("routes", routed);
        model.addAttribute("release", upgrades.release());
        model.addAttribute("load", loads().get(id));
        model.addAttribute("tasks", tasks.about(List.of(id.toString())));
        model.addAttribute("operations", log.search(OperationSearch.on(id), PageRequest.of(0, RECENT)));
        model.addAttribute(
                "parts",
                sections.stream()
                        .map(section -> new Part(section.fragment(), section.content(id)))
                        .toList());
        model.addAttribute("next", next(server, keys));
        model.addAttribute("command", server.state() == ServerState.ENROLLING ? servers.command() : null);
        return "orchestration/server";
    }

    /** Says when the server was asked how it is. */
    @GetMapping(path = "/{id}/news", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter news(@PathVariable UUID id) {
        Server server = servers.find(id).orElseThrow(() -> new NotFound("server", id));
        return live.follow(Rounds.topic(server.id()));
    }

    @PostMapping("/{id}/ask")
    Done ask(@PathVariable UUID id) {
        Server server = servers.find(id).orElseThrow(() -> new NotFound("server", id));
        rounds.askSoon(server.id());
        return new Done("/desk/servers/" + id, "orchestration.server.asked");
    }

    @PostMapping("/{id}/resume")
    Done resume(@PathVariable UUID id) {
        servers.resume(id);
        return new Done("/desk/servers/" + id, "orchestration.server.resumed");
    }

    @PostMapping("/{id}/upgrade")
    Done upgrade(@PathVariable UUID id) {
        upgrades.now(id);
        return new Done("/desk/servers/" + id, "orchestration.server.upgrading", upgrades.release());
    }

    private Map<UUID, Load> loads() {
        return log.loads().stream()
                .filter(load -> load.serverId() != null)
                .collect(Collectors.toMap(load -> Objects.requireNonNull(load.serverId()), load -> load));
    }

    /** What the server waits for, as the last part of a message code. */
    private static String next(Server server, List<HostKey> keys) {
        if (server.state() != ServerState.ENROLLING) {
            return server.state().name();
        }
        if (keys.isEmpty()) {
            return "ENROLLING.unseen";
        }
        boolean accepted = keys.stream().anyMatch(key -> key.state() == HostKey.State.ACCEPTED);
        return accepted ? "ENROLLING.accepted" : "ENROLLING.seen";
    }
}
