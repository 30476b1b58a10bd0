package org.batuta.orchestration.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.ReasonAsked;
import org.batuta.frame.Sent;
import org.batuta.kernel.NotFound;
import org.batuta.orchestration.Maintenance;
import org.batuta.orchestration.Rounds;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.ServerFacts;
import org.batuta.orchestration.ServerFacts.Disk;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.orchestration.Upgrades;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The servers, for programs of the staff: to be looked at, enrolled, and looked after. */
@RestController
@RequestMapping(Link.ROOT + "/servers")
class ServerCalls {

    private final Servers servers;
    private final Upgrades upgrades;
    private final Rounds rounds;
    private final MessageSource words;

    ServerCalls(Servers servers, Upgrades upgrades, Rounds rounds, MessageSource words) {
        this.servers = servers;
        this.upgrades = upgrades;
        this.rounds = rounds;
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

    /**
     * What a server said of itself; its words are shown, never believed.
     *
     * @param asked when it was last asked; null if it never was, or is to be asked now
     * @param answered when it last answered
     * @param trouble why it did not answer the last time; null if it did
     */
    record Told(
            @Nullable Instant asked,
            @Nullable Instant answered,
            @Nullable String trouble,
            Map<String, String> told,
            List<Disk> disks,
            List<String> failedUnits,
            Map<String, String> packages) {

        static Told of(ServerFacts facts) {
            return new Told(
                    facts.asked(),
                    facts.answered(),
                    facts.trouble(),
                    facts.told(),
                    facts.disks(),
                    facts.failedUnits(),
                    facts.packages());
        }
    }

    /** What a program sends that names a machine which is to become a server. */
    record Asked(
            @NotNull String name,
            @NotNull String address,
            int port,
            @NotNull String zone) implements Sent {}

    /** In the order in which they were enrolled. */
    @GetMapping
    @Calls(value = Servers.class, method = "all")
    Listing<Shown> list(Portion portion) {
        return portion.ofAll(servers.all(), Server::id, this::shown);
    }

    @GetMapping("/{id}")
    @Calls(value = Servers.class, method = "find")
    Shown one(@PathVariable UUID id) {
        return shown(known(id));
    }

    /** What it said of itself when it was last asked. */
    @GetMapping("/{id}/facts")
    @Calls(value = Rounds.class, method = "of")
    Told facts(@PathVariable UUID id) {
        return Told.of(rounds.of(known(id).id()));
    }

    /** Begins to enrol a machine; a person compares its keys at a task. */
    @PostMapping
    @Calls(value = Servers.class, method = "enrol")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Shown> enrol(@Valid @RequestBody Asked asked) {
        Shown server = shown(servers.enrol(
                asked.name().strip(),
                asked.address().strip(),
                asked.port(),
                asked.zone().strip()));
        return ResponseEntity.created(server.url().uri()).body(server);
    }

    /** It is asked how it is as soon as a node comes round. */
    @PostMapping("/{id}/ask")
    @Calls(value = Rounds.class, method = "askSoon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ask(@PathVariable UUID id) {
        rounds.askSoon(known(id).id());
    }

    /** Brings the release of this node to it, whatever it has. */
    @PostMapping("/{id}/upgrade")
    @Calls(value = Upgrades.class, method = "now")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown upgrade(@PathVariable UUID id) {
        upgrades.now(id);
        return one(id);
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

    private Server known(UUID id) {
        return servers.find(id).orElseThrow(() -> new NotFound("server", id));
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
