package org.batuta.orchestration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node runs operations ({@code batuta.orchestration}).
 *
 * @param node the name of this node in leases and attempts; by default made anew at each start
 * @param lease how long a node that says nothing keeps what it claimed
 * @param poll how often the queue is looked at when nobody rings
 * @param parallel how many calls of runners this node makes at once
 * @param parallelPerServer how many calls one server gets at once, of all nodes together; {@code batuta.ssh} must have
 *     room for them and for some more
 * @param batch how many steps travel in one call at most, when more of them wait for a server than it has calls left
 * @param gather how long after the beginning of a call to a server the next ones wait for company; in calm nobody waits
 * @param reloadWithin how long a reload waits at most for the operations that ran when it was wanted
 * @param parallelProbes how many probes this node runs at once
 * @param limit how long a script may run when neither its header nor {@code limits} says so
 * @param limits by {@code type.verb}, as in {@code mailboxes.apply}
 * @param attachFor how long a run that was sent is looked for on a silent server before it counts as LOST
 * @param stopRetry how long after a failed try a stop is tried again
 * @param patience how long one call waits for the end of a script before it asks anew
 * @param facts how often each server is asked, in the background, how it is
 * @param away how many rounds in a row a server at work is not reached before somebody is asked to look after it
 */
@Validated
@ConfigurationProperties("batuta.orchestration")
record OrchestrationSettings(
        @Nullable String node,
        @NotNull @DefaultValue("30s") Duration lease,
        @NotNull @DefaultValue("500ms") Duration poll,
        @Min(1) @Max(1000) @DefaultValue("64") int parallel,
        @Min(1) @Max(64) @DefaultValue("4") int parallelPerServer,
        @Min(1) @Max(200) @DefaultValue("16") int batch,
        @NotNull @DefaultValue("200ms") Duration gather,
        @NotNull @DefaultValue("20s") Duration reloadWithin,
        @Min(1) @Max(64) @DefaultValue("8") int parallelProbes,
        @NotNull @DefaultValue("2m") Duration limit,
        @DefaultValue Map<String, Duration> limits,
        @NotNull @DefaultValue("10m") Duration attachFor,
        @NotNull @DefaultValue("30s") Duration stopRetry,
        @NotNull @DefaultValue("20s") Duration patience,
        @NotNull @DefaultValue("5m") Duration facts,
        @Min(1) @Max(1000) @DefaultValue("3") int away) {

    Duration limitOf(String serviceType, Verb verb, @Nullable Script script) {
        Duration configured = limits.get(serviceType + "." + verb.word());
        if (configured != null) {
            return configured;
        }
        return script == null ? limit : script.limit().orElse(limit);
    }
}
