package org.batuta.hosting.web;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.hosting.Overview;
import org.batuta.hosting.Request;
import org.batuta.hosting.RequestEvent;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Timeline;
import org.batuta.live.Live;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What becomes of each wish, for programs: to be looked at, followed, begun, corrected and cancelled. */
@RestController
@RequestMapping(Link.ROOT + "/requests")
class RequestCalls {

    private final Requests requests;
    private final Overview overview;
    private final Timeline timeline;
    private final Lines lines;
    private final Explanations explanations;
    private final Corrections corrections;
    private final Live live;

    RequestCalls(
            Requests requests,
            Overview overview,
            Timeline timeline,
            Lines lines,
            Explanations explanations,
            Corrections corrections,
            Live live) {
        this.requests = requests;
        this.overview = overview;
        this.timeline = timeline;
        this.lines = lines;
        this.explanations = explanations;
        this.corrections = corrections;
        this.live = live;
    }

    /** Which requests a program looks for. */
    record Filter(
            @Nullable Link account,
            @Nullable Link service,
            @Nullable Set<Request.State> state,
            Request.@Nullable Verb verb) {

        Requests.Search search() {
            return new Requests.Search(
                    account == null ? null : account.in("accounts", "account"),
                    service == null ? null : service.in("services", "service"),
                    state == null ? Set.of() : state,
                    verb);
        }
    }

    /**
     * One line of a request's story.
     *
     * @param until when it goes on by itself, if it waits
     */
    record Told(Instant at, String text, @Nullable Instant until) {}

    @GetMapping
    @Calls(value = Requests.class, method = "search")
    Listing<RequestShown> list(Filter filter, Portion portion) {
        return portion.of(requests.search(filter.search(), portion.after(), portion.look()), Request::id, this::shown);
    }

    @GetMapping("/{id}")
    @Calls(value = Requests.class, method = "get")
    RequestShown one(@PathVariable UUID id) {
        return shown(List.of(requests.get(id))).get(0);
    }

    /** What happened so far, the oldest first. */
    @GetMapping("/{id}/timeline")
    @Calls(value = Requests.class, method = "get")
    Listing<Told> timeline(@PathVariable UUID id) {
        List<RequestEvent> events = timeline.of(requests.get(id).id());
        return new Listing<>(
                lines.of(events).stream()
                        .map(line -> new Told(line.at(), line.text(), line.until()))
                        .toList(),
                null);
    }

    /** An event {@code changed} at once, and whenever there is something new to look at. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Calls(value = Requests.class, method = "get")
    SseEmitter events(@PathVariable UUID id) {
        return live.follow(Timeline.topic(requests.get(id).id()));
    }

    /** Ends it without effect, or keeps a service that was to be removed. */
    @PostMapping("/{id}/cancel")
    @Calls(value = Requests.class, method = "cancel")
    ResponseEntity<RequestShown> cancel(@PathVariable UUID id) {
        requests.cancel(id);
        return accepted(id);
    }

    /** Begins it now, while it waits for its time. */
    @PostMapping("/{id}/begin")
    @Calls(value = Requests.class, method = "beginNow")
    ResponseEntity<RequestShown> begin(@PathVariable UUID id) {
        requests.beginNow(id);
        return accepted(id);
    }

    /** Corrects what is asked for while a person decides about its repair; what follows is decided at that task. */
    @PutMapping("/{id}/wanted")
    @Calls(value = Requests.class, method = "revise")
    RequestShown revise(@PathVariable UUID id, @Valid @RequestBody WantedAsked asked) {
        corrections.require(requests.get(id));
        SentWish.of(() -> {
            requests.revise(id, SentWish.object(asked.spec()), asked.revision());
            return id;
        });
        return one(id);
    }

    private ResponseEntity<RequestShown> accepted(UUID id) {
        return ResponseEntity.accepted()
                .location(URI.create(RequestShown.link(id).toString()))
                .body(one(id));
    }

    private List<RequestShown> shown(List<Request> found) {
        Map<UUID, RequestEvent> last = overview.lastOf(found);
        return found.stream()
                .map(request -> RequestShown.of(request, explanations.of(request, last.get(request.id()))))
                .toList();
    }
}
