package org.batuta.hosting.web;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.ReasonAsked;
import org.batuta.hosting.Request;
import org.batuta.hosting.Suspensions;
import org.batuta.hosting.Suspensions.Progress;
import org.batuta.kernel.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The suspension of an account, and of one service, for programs of the staff (A05). */
@RestController
@RequestMapping(Link.ROOT)
class SuspensionCalls {

    private static final PageRequest NONE = PageRequest.of(0, 1);

    private final Suspensions suspensions;
    private final Explanations explanations;

    SuspensionCalls(Suspensions suspensions, Explanations explanations) {
        this.suspensions = suspensions;
        this.explanations = explanations;
    }

    /**
     * A suspension as programs see it, until all of it is over.
     *
     * @param resumedAt when the account was resumed, while its services still follow
     * @param working how many services of the account work now
     * @param still how many stand still with it
     * @param open what is under way on its services
     */
    record Shown(
            Link account,
            String reason,
            String askedBy,
            Instant askedAt,
            @Nullable Instant resumedAt,
            long working,
            long still,
            long open) {}

    @GetMapping("/accounts/{id}/suspension")
    @Calls(value = Suspensions.class, method = "progress")
    Shown one(@PathVariable UUID id) {
        Progress progress = suspensions.progress(id, NONE).orElseThrow(() -> new NotFound("suspension of account", id));
        return new Shown(
                new Link("accounts", id),
                progress.suspension().reason(),
                progress.suspension().askedBy(),
                progress.suspension().askedAt(),
                progress.suspension().resumedAt(),
                progress.working(),
                progress.still(),
                progress.open());
    }

    /** Suspends it; its services stop one after the other. */
    @PutMapping("/accounts/{id}/suspension")
    @Calls(value = Suspensions.class, method = "suspend")
    ResponseEntity<Shown> suspend(@PathVariable UUID id, @Valid @RequestBody ReasonAsked asked) {
        suspensions.suspend(id, asked.reason().strip());
        return ResponseEntity.accepted().body(one(id));
    }

    /** Resumes it; what stopped with it works again by and by. */
    @DeleteMapping("/accounts/{id}/suspension")
    @Calls(value = Suspensions.class, method = "resume")
    ResponseEntity<Shown> resume(@PathVariable UUID id) {
        suspensions.resume(id);
        return ResponseEntity.accepted().body(one(id));
    }

    @PutMapping("/services/{id}/suspension")
    @Calls(value = Suspensions.class, method = "suspendService")
    ResponseEntity<RequestShown> suspendService(@PathVariable UUID id) {
        return taken(suspensions.suspendService(id));
    }

    @DeleteMapping("/services/{id}/suspension")
    @Calls(value = Suspensions.class, method = "resumeService")
    ResponseEntity<RequestShown> resumeService(@PathVariable UUID id) {
        return taken(suspensions.resumeService(id));
    }

    private ResponseEntity<RequestShown> taken(Request request) {
        return ResponseEntity.accepted()
                .location(URI.create(RequestShown.link(request.id()).toString()))
                .body(RequestShown.of(request, explanations.of(request, null)));
    }
}
