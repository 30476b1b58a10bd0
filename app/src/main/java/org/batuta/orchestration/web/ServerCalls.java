package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.ReasonAsked;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Maintenance;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The servers, for programs of the staff: to be looked at, and sent into maintenance and back. */
@RestController
@RequestMapping(Link.ROOT + "/servers")
class ServerCalls {

    private final Servers servers;
    private final MessageSource words;

    ServerCalls(Servers servers, MessageSource words) {
        this.servers = servers;
        this.words = words;
    }

    /**
     * A server as programs see it.
     *
     * @param silent whether nothing reaches it at work
     * @param lastSeen when its runner last answered
     * @param lastSuccess when a script was last done there
     */
    record Shown(
            Link url,
            UUID id,
            String name,
            String address,
            int port,
            String zone,
            ServerState state,
            String explanation,
            String whatHappensNext,
            boolean silent,
            @Nullable String runnerVersion,
            @Nullable String release,
            @Nullable Instant lastSeen,
            @Nullable Instant lastSuccess,
            @Nullable Maintenance maintenance,
            Instant created) {}

    /** All of them, by name. */
    @GetMapping
    @Calls(value = Servers.class, method = "all")
    Listing<Shown> list() {
        return new Listing<>(servers.all().stream().map(this::shown).toList(), null);
    }

    @GetMapping("/{id}")
    @Calls(value = Servers.class, method = "find")
    Shown one(@PathVariable UUID id) {
        return shown(servers.find(id).orElseThrow(() -> new NotFound("server", id)));
    }

    /** Only what began goes on there; everything else waits until the maintenance is over. */
    @PutMapping("/{id}/maintenance")
    @Calls(value = Servers.class, method = "drain")
    Shown drain(@PathVariable UUID id, @Valid @RequestBody ReasonAsked asked) {
        servers.drain(id, asked.reason());
        return one(id);
    }

    /** It takes operations again; those that waited begin in order. */
    @DeleteMapping("/{id}/maintenance")
    @Calls(value = Servers.class, method = "resume")
    Shown resume(@PathVariable UUID id) {
        servers.resume(id);
        return one(id);
    }

    private Shown shown(Server server) {
        return new Shown(
                new Link("servers", server.id()),
                server.id(),
                server.name(),
                server.address(),
                server.port(),
                server.zone().getId(),
                server.state(),
                say("orchestration.server." + server.state()),
                say("orchestration.server." + server.state() + ".text"),
                server.isSilent(),
                server.runnerVersion(),
                server.release(),
                server.lastSeen(),
                server.lastSuccess(),
                server.maintenance(),
                server.created());
    }

    private String say(String code) {
        return words.getMessage(code, null, LocaleContextHolder.getLocale());
    }
}
