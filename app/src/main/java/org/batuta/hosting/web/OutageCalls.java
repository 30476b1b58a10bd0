package org.batuta.hosting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.batuta.hosting.Outages;
import org.batuta.hosting.Outages.Outage;
import org.batuta.kernel.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers are told of outages, for programs of the staff (T08). */
@RestController
@RequestMapping(Link.ROOT + "/outages")
class OutageCalls {

    private final Outages outages;

    OutageCalls(Outages outages) {
        this.outages = outages;
    }

    /**
     * An announcement as programs see it.
     *
     * @param server null when all accounts are told
     * @param accounts to how many accounts letters were written so far
     * @param ended null while more are to be written
     */
    record Shown(
            Link url,
            UUID id,
            @Nullable Link server,
            String subject,
            String text,
            String announcedBy,
            Instant announced,
            int accounts,
            @Nullable Instant ended) {

        static Shown of(Outage outage) {
            UUID server = outage.serverId();
            return new Shown(
                    new Link("outages", outage.id()),
                    outage.id(),
                    server == null ? null : new Link("servers", server),
                    outage.subject(),
                    outage.told(),
                    outage.announcedBy(),
                    outage.announcedAt(),
                    outage.accounts(),
                    outage.ended());
        }
    }

    /**
     * What a program sends that announces an outage.
     *
     * @param server tells those who have something there; nothing tells everybody
     */
    record Asked(
            @Nullable Link server,
            @NotNull String subject,
            @NotNull String text) implements Sent {}

    /** How many accounts would be told. */
    record Reach(long accounts) {}

    /** The newest first. */
    @GetMapping
    @Calls(value = Outages.class, method = "search")
    Listing<Shown> list(Portion portion) {
        return portion.of(
                outages.search(portion.after(), portion.look()),
                Outage::id,
                part -> part.stream().map(Shown::of).toList());
    }

    @GetMapping("/{id}")
    @Calls(value = Outages.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return Shown.of(outages.get(id));
    }

    /** How many accounts would be told now: of one server, or all. */
    @GetMapping("/reach")
    @Calls(value = Outages.class, method = "reach")
    Reach reach(@RequestParam(required = false) @Nullable Link server) {
        return new Reach(outages.reach(id(server)));
    }

    /** Tells the emergency addresses, by a mail server that is not ours; sent again with the same key, once (K17). */
    @PostMapping
    @Calls(value = Outages.class, method = "announce")
    ResponseEntity<Shown> announce(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @Valid @RequestBody Asked asked) {
        UUID server = id(asked.server());
        String subject = asked.subject().strip();
        String text = asked.text().strip();
        UUID id = key == null ? outages.announce(server, subject, text) : outages.announce(server, subject, text, key);
        Shown announced = one(id);
        return ResponseEntity.accepted().location(announced.url().uri()).body(announced);
    }

    private static @Nullable UUID id(@Nullable Link server) {
        return server == null ? null : server.in("servers", "server");
    }
}
