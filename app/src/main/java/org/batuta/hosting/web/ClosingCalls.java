package org.batuta.hosting.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.accounts.Hold;
import org.batuta.accounts.Reception;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Sent;
import org.batuta.hosting.Closure;
import org.batuta.hosting.Closures;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How an account is closed, for programs of the staff: what is lost with it, that it is begun, and stopped (A06). */
@RestController
@RequestMapping(Link.ROOT + "/accounts/{id}")
class ClosingCalls {

    private final Closures closures;
    private final Reception reception;
    private final List<Hold> holds;

    ClosingCalls(Closures closures, Reception reception, List<Hold> holds) {
        this.closures = closures;
        this.reception = reception;
        this.holds = holds;
    }

    /**
     * The closing of an account as programs see it, while it is under way and for good after it.
     *
     * @param reason what the customer was told; null when the account is closed
     * @param left how many services there still are
     * @param erasing whether it can be stopped no more
     * @param ended since when nothing is left
     */
    record Shown(
            Link account,
            @Nullable String reason,
            String askedBy,
            Instant askedAt,
            long left,
            boolean erasing,
            @Nullable Instant ended) {}

    /**
     * What would be lost with an account.
     *
     * @param kept what the law keeps of it
     */
    record Lost(Link account, Closures.Loss lost, List<Held> kept) {}

    /**
     * What a program sends that closes an account.
     *
     * @param confirm the name of the account, to be sure
     * @param reason what the customer is told
     */
    record Asked(@NotNull String confirm, @NotNull String reason) implements Sent {}

    @GetMapping("/loss")
    @Calls(value = Closures.class, method = "loss")
    Lost loss(@PathVariable UUID id) {
        UUID account = reception.account(id).id();
        return new Lost(link(account), closures.loss(account), Held.of(holds, account, null));
    }

    @GetMapping("/closing")
    @Calls(value = Closures.class, method = "of")
    Shown one(@PathVariable UUID id) {
        Closure closure = closures.of(id).orElseThrow(() -> new NotFound("closing of account", id));
        return new Shown(
                link(id),
                closure.reason(),
                closure.askedBy(),
                closure.askedAt(),
                closures.left(id),
                closure.isErasing(),
                closure.endedAt());
    }

    /** Closes it; its services go one after the other, and then all that is known of it. */
    @PutMapping("/closing")
    @Calls(value = Closures.class, method = "close")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown close(@PathVariable UUID id, @Valid @RequestBody Asked asked) {
        closures.close(id, asked.confirm(), asked.reason().strip());
        return one(id);
    }

    /** The account goes on as before, with what is left. */
    @DeleteMapping("/closing")
    @Calls(value = Closures.class, method = "stop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable UUID id) {
        closures.stop(id);
    }

    private static Link link(UUID account) {
        return new Link("accounts", account);
    }
}
