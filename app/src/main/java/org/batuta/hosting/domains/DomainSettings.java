package org.batuta.hosting.domains;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a provider puts into every zone unless the customer's records say otherwise
 * ({@code BATUTA_HOSTING_DOMAINS_...}).
 *
 * @param nameServers what customers enter at their registrar; without them no domain can be asked for
 * @param hostmaster the address in the SOA; the domain's own {@code hostmaster} if not set
 * @param mailServers who takes mail for a domain without MX records, the first one first
 * @param address the IPv4 address of a domain without one
 * @param address6 its IPv6 address
 * @param ttl how many seconds records may be kept when they do not say it
 * @param refresh how often secondaries look for a new serial
 * @param retry how soon they look again when they could not
 * @param expire when they stop answering
 * @param minimum how many seconds the absence of a name may be kept
 * @param forbidden names that nobody can have, nor anything below them
 */
@Validated
@ConfigurationProperties("batuta.hosting.domains")
public record DomainSettings(
        @DefaultValue List<String> nameServers,
        @Nullable String hostmaster,
        @DefaultValue List<String> mailServers,
        @Nullable String address,
        @Nullable String address6,
        @Min(1) @Max(604_800) @DefaultValue("3600") int ttl,
        @DefaultValue("1d") Duration refresh,
        @DefaultValue("2h") Duration retry,
        @DefaultValue("28d") Duration expire,
        @Min(0) @Max(86_400) @DefaultValue("3600") int minimum,

        @DefaultValue({"localhost", "local", "internal", "invalid", "onion", "arpa"})
        List<String> forbidden) {

    /** Whether the name, or one above it, is forbidden. */
    boolean forbids(String domain) {
        return forbidden.stream().anyMatch(name -> domain.equals(name) || domain.endsWith("." + name));
    }
}
