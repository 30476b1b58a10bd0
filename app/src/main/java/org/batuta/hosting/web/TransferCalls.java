package org.batuta.hosting.web;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Acting;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.hosting.Transfer;
import org.batuta.hosting.TransferBook;
import org.batuta.hosting.TransferBook.Seen;
import org.batuta.hosting.Transfers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Services that are given to another account, for programs: to be offered, looked at, accepted and not (T41). */
@RestController
@RequestMapping(Link.ROOT)
class TransferCalls {

    private final Transfers transfers;
    private final TransferBook book;
    private final Explanations explanations;

    TransferCalls(Transfers transfers, TransferBook book, Explanations explanations) {
        this.transfers = transfers;
        this.book = book;
        this.explanations = explanations;
    }

    /**
     * A transfer as programs see it.
     *
     * @param service the service as the reader has it; of one that has moved, the giving side keeps what is gone
     * @param within how many of each type live in it, while it waits
     * @param from the account whose it was, for its people
     * @param to the account whose it shall be, for its people
     * @param toNumber the number of that account
     * @param obstacle why it could not move when it was accepted last
     */
    record Shown(
            Link url,
            UUID id,
            @Nullable Link service,
            String type,
            String name,
            Map<String, Long> within,
            @Nullable Link from,
            String fromNumber,
            String fromName,
            @Nullable Link to,
            String toNumber,
            Transfer.State state,
            String explanation,
            Transfer.@Nullable Obstacle obstacle,
            Instant askedAt,
            Instant waitsUntil,
            @Nullable Instant endedAt) {}

    @PostMapping("/services/{id}/transfer")
    @Calls(value = Transfers.class, method = "ask")
    ResponseEntity<Shown> ask(@PathVariable UUID id, @Valid @RequestBody TransferAsked asked) {
        Transfer transfer = transfers.ask(id, asked.receiver());
        return ResponseEntity.accepted()
                .location(URI.create(link(transfer).toString()))
                .body(one(transfer.id()));
    }

    @GetMapping("/transfers")
    @Calls(value = TransferBook.class, method = "search")
    Listing<Shown> list(Portion portion) {
        return portion.of(
                book.search(portion.after(), portion.look()),
                seen -> seen.transfer().id(),
                this::shown);
    }

    @GetMapping("/transfers/{id}")
    @Calls(value = TransferBook.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return shown(book.get(id));
    }

    @PostMapping("/transfers/{id}/accept")
    @Calls(value = Transfers.class, method = "accept")
    Shown accept(@PathVariable UUID id) {
        transfers.accept(id, null);
        return one(id);
    }

    @PostMapping("/transfers/{id}/decline")
    @Calls(value = Transfers.class, method = "decline")
    Shown decline(@PathVariable UUID id) {
        transfers.decline(id);
        return one(id);
    }

    @PostMapping("/transfers/{id}/withdraw")
    @Calls(value = Transfers.class, method = "withdraw")
    Shown withdraw(@PathVariable UUID id) {
        transfers.withdraw(id);
        return one(id);
    }

    private List<Shown> shown(List<Seen> found) {
        return found.stream().map(this::shown).toList();
    }

    private Shown shown(Seen seen) {
        Transfer transfer = seen.transfer();
        Account from = seen.from();
        Account to = seen.to();
        UUID service = seen.service();
        return new Shown(
                link(transfer),
                transfer.id(),
                service == null ? null : ServiceShown.link(service),
                transfer.serviceType(),
                transfer.serviceName(),
                seen.within(),
                Acting.current().mayReach(from.id()) ? new Link("accounts", from.id()) : null,
                Long.toString(from.number()),
                from.name(),
                to == null ? null : new Link("accounts", to.id()),
                transfer.toNumber(),
                transfer.state(),
                explanations.of(transfer.state()),
                transfer.obstacle(),
                transfer.askedAt(),
                transfer.waitsUntil(),
                transfer.endedAt());
    }

    private static Link link(Transfer transfer) {
        return new Link("transfers", transfer.id());
    }
}
