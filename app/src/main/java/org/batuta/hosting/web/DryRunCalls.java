package org.batuta.hosting.web;

import static org.batuta.hosting.web.SentWish.object;
import static org.batuta.hosting.web.SentWish.toTheSecond;

import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.hosting.DryRuns;
import org.batuta.hosting.DryRuns.Stage;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceTypes;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.Script;
import org.batuta.orchestration.Scripts;
import org.batuta.orchestration.Verb;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a wish would have run on which server, for programs of the staff: nothing is asked for, nothing changes (K10). */
@RestController
@RequestMapping(Link.ROOT)
class DryRunCalls {

    private final DryRuns dryRuns;
    private final ServiceTypes types;
    private final Scripts scripts;
    private final MessageSource words;

    DryRunCalls(DryRuns dryRuns, ServiceTypes types, Scripts scripts, MessageSource words) {
        this.dryRuns = dryRuns;
        this.types = types;
        this.scripts = scripts;
        this.words = words;
    }

    /**
     * What would be run at one time, in order.
     *
     * @param when {@code turn}, or {@code window-passed}, when nobody took a removal back
     */
    record Part(String when, String explanation, List<Line> operations) {}

    /**
     * One operation that would be run.
     *
     * @param server null when it is looked at from outside
     * @param parameters what the script would get; what is or verifies a secret is masked
     * @param sealed whether it would get a secret in an envelope besides
     * @param script the file; null when it is looked at from outside
     * @param scriptSha of its text, SHA-256
     * @param text the whole script
     * @param limit how long it may take, in seconds
     * @param planHash the same for every plan that does the same
     */
    record Line(
            String type,
            String name,
            @Nullable Link server,
            Verb verb,
            Map<String, String> parameters,
            boolean sealed,
            @Nullable String script,
            @Nullable String scriptSha,
            @Nullable String text,
            long limit,
            @Nullable String planHash) {}

    /** Of a wish for a new service. */
    @PostMapping("/dry-runs")
    @Calls(value = DryRuns.class, method = "create")
    Listing<Part> create(@Valid @RequestBody DryRunAsked asked) {
        return shown(SentWish.of(() -> {
            UUID account = asked.account().in("accounts", "account");
            ServiceType<?> type = types.find(asked.type()).orElseThrow(() -> Refusal.at("type", "choice"));
            return dryRuns.create(new NewService(
                    account, type.key(), object(asked.spec()), null, null, toTheSecond(asked.scheduledFor())));
        }));
    }

    /** Of another spec of a service. */
    @PostMapping("/services/{id}/dry-run")
    @Calls(value = DryRuns.class, method = "change")
    Listing<Part> change(@PathVariable UUID id, @Valid @RequestBody ChangeAsked asked) {
        return shown(SentWish.of(
                () -> dryRuns.change(id, object(asked.spec()), asked.revision(), toTheSecond(asked.scheduledFor()))));
    }

    /** Of the removal of a service. */
    @GetMapping("/services/{id}/removal/dry-run")
    @Calls(value = DryRuns.class, method = "remove")
    Listing<Part> remove(@PathVariable UUID id) {
        return shown(dryRuns.remove(id));
    }

    /** Of a request that waits. */
    @GetMapping("/requests/{id}/dry-run")
    @Calls(value = DryRuns.class, method = "waiting")
    Listing<Part> waiting(@PathVariable UUID id) {
        return shown(dryRuns.waiting(id));
    }

    private Listing<Part> shown(List<Stage> stages) {
        return new Listing<>(
                stages.stream()
                        .map(stage -> new Part(
                                stage.when(),
                                words.getMessage(
                                        "hosting.dry-run.when." + stage.when(), null, LocaleContextHolder.getLocale()),
                                stage.operations().stream().map(this::line).toList()))
                        .toList(),
                null);
    }

    private Line line(Operation operation) {
        UUID server = operation.serverId();
        return new Line(
                operation.serviceType(),
                operation.serviceName(),
                server == null ? null : new Link("servers", server),
                operation.verb(),
                operation.shownParameters(),
                operation.envelopeId() != null,
                operation.scriptName(),
                operation.scriptSha(),
                scripts.find(operation.serviceType(), operation.verb())
                        .map(Script::text)
                        .orElse(null),
                operation.limit().toSeconds(),
                operation.planSha());
    }
}
