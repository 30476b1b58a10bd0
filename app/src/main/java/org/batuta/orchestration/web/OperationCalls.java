package org.batuta.orchestration.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.kernel.PlainText;
import org.batuta.live.Live;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.LiveOutput;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationLog;
import org.batuta.orchestration.OperationSearch;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.Outcome;
import org.batuta.orchestration.Retries;
import org.batuta.orchestration.Trigger;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What was done, is done and waits to be done on servers, for programs of the staff. */
@RestController
@RequestMapping(Link.ROOT + "/operations")
class OperationCalls {

    private final OperationLog log;
    private final Retries retries;
    private final LiveOutput output;
    private final Live live;
    private final MessageSource words;

    OperationCalls(OperationLog log, Retries retries, LiveOutput output, Live live, MessageSource words) {
        this.log = log;
        this.retries = retries;
        this.output = output;
        this.live = live;
        this.words = words;
    }

    /**
     * Which operations a program looks for.
     *
     * @param words how the customer's or the service's name begins, in any case
     * @param since moved (ended, or else began, or else was asked for) at or after this instant
     * @param until moved before this instant
     */
    record Filter(
            @Nullable Link server,
            @Nullable String type,
            @Nullable Verb verb,
            @Nullable Set<OperationState> state,
            @Nullable Link request,
            @Nullable Link service,
            @Nullable String words,
            @Nullable Instant since,
            @Nullable Instant until) {

        boolean isPossible() {
            return (type == null || PlainText.isLine(type)) && (words == null || PlainText.isLine(words));
        }

        OperationSearch search() {
            return new OperationSearch(
                    server == null ? null : server.in("servers", "server"),
                    type,
                    verb,
                    state == null ? Set.of() : state,
                    request == null ? null : request.in("requests", "request"),
                    service == null ? null : service.in("services", "service"),
                    words == null ? "" : words,
                    since,
                    until);
        }
    }

    /**
     * An operation as programs see it.
     *
     * @param request what it belongs to; null when it is about the server itself
     * @param server null for a look from outside
     * @param parameters what the script gets; what is or verifies a secret is masked
     * @param planHash the same for every plan that does the same
     */
    record Shown(
            Link url,
            UUID id,
            @Nullable Link request,
            @Nullable Link service,
            @Nullable Link account,
            String type,
            String name,
            @Nullable Link server,
            Verb verb,
            OperationState state,
            String explanation,
            String whatHappensNext,
            int attempts,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            Map<String, String> parameters,
            @Nullable String planHash,
            Instant created,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    /**
     * One try of an operation.
     *
     * @param stdout the beginning and the end of what the script wrote; text of the server, never to be trusted
     * @param stderr the same
     */
    record Tried(
            int number,
            Trigger trigger,
            Outcome outcome,
            @Nullable Integer exitCode,
            @Nullable String symptom,
            @Nullable String script,
            String stdout,
            String stderr,
            @Nullable String note,
            Instant started,
            Instant ended) {}

    /**
     * The end of what a script has said so far.
     *
     * @param stdout whole lines, with every hidden character spelled out; text of the server, never to be trusted
     * @param stderr the same
     */
    record Said(String stdout, long stdoutBytes, String stderr, long stderrBytes) {

        static Said of(SaidView view) {
            return new Said(view.stdout(), view.stdoutBytes(), view.stderr(), view.stderrBytes());
        }
    }

    @GetMapping
    @Calls(value = OperationLog.class, method = "search")
    Listing<Shown> list(Filter filter, Portion portion) {
        int look = portion.look();
        List<Operation> found = filter.isPossible() ? log.search(filter.search(), portion.after(), look) : List.of();
        return portion.of(
                found, Operation::id, part -> part.stream().map(this::shown).toList());
    }

    @GetMapping("/{id}")
    @Calls(value = OperationLog.class, method = "get")
    Shown one(@PathVariable UUID id) {
        return shown(log.get(id).operation());
    }

    /** Every try, the oldest first. */
    @GetMapping("/{id}/attempts")
    @Calls(value = OperationLog.class, method = "get")
    Listing<Tried> attempts(@PathVariable UUID id) {
        return new Listing<>(
                log.get(id).attempts().stream().map(OperationCalls::tried).toList(), null);
    }

    /** An event {@code changed} at once, and whenever its state has changed. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Calls(value = OperationLog.class, method = "get")
    SseEmitter events(@PathVariable UUID id) {
        return live.follow(OperationLog.topic(log.get(id).operation().id()));
    }

    /** What its script says while it runs, as far as somebody follows that; the attempt has all of it in the end. */
    @GetMapping("/{id}/output")
    @Calls(value = LiveOutput.class, method = "of")
    Said output(@PathVariable UUID id) {
        return Said.of(SaidView.of(output.of(log.get(id).operation().id())));
    }

    /** An event {@code changed} at once, and whenever its script has said more. */
    @GetMapping(path = "/{id}/output/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Calls(value = LiveOutput.class, method = "follow")
    SseEmitter outputEvents(@PathVariable UUID id) {
        return output.follow(id);
    }

    /** Tries it again now, with its step, while that waits for its next try or for a person. */
    @PostMapping("/{id}/retry")
    @Calls(value = Retries.class, method = "now")
    Shown retry(@PathVariable UUID id) {
        retries.now(log.get(id).step().id());
        return one(id);
    }

    private Shown shown(Operation operation) {
        boolean ofServer = operation.isOfServer();
        UUID server = operation.serverId();
        return new Shown(
                new Link("operations", operation.id()),
                operation.id(),
                ofServer ? null : new Link("requests", operation.requestId()),
                ofServer ? null : new Link("services", operation.serviceId()),
                ofServer ? null : new Link("accounts", operation.accountId()),
                operation.serviceType(),
                operation.serviceName(),
                server == null ? null : new Link("servers", server),
                operation.verb(),
                operation.state(),
                say("orchestration.state." + operation.state()),
                say("orchestration.state." + operation.state() + ".next"),
                operation.attempts(),
                operation.exitCode(),
                operation.symptom(),
                operation.shownParameters(),
                operation.planSha(),
                operation.created(),
                operation.started(),
                operation.ended());
    }

    private static Tried tried(Attempt attempt) {
        AttemptView view = AttemptView.of(attempt);
        return new Tried(
                attempt.number(),
                attempt.trigger(),
                attempt.outcome(),
                attempt.exitCode(),
                attempt.symptom(),
                attempt.scriptName(),
                text(view.stdout()),
                text(view.stderr()),
                attempt.note(),
                attempt.started(),
                attempt.ended());
    }

    private static String text(AttemptView.Excerpt excerpt) {
        return excerpt.left() == 0 ? excerpt.head() : excerpt.head() + "\n[…]\n" + excerpt.tail();
    }

    private String say(String code) {
        return words.getMessage(code, null, LocaleContextHolder.getLocale());
    }
}
