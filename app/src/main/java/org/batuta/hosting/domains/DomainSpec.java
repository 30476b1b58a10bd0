package org.batuta.hosting.domains;

import java.util.List;
import java.util.Objects;

/**
 * The wish for a domain.
 *
 * @param domain its name; canonical in A-labels, as {@code xn--strae-oqa.example}
 * @param records what the customer wants in the zone; they override the usual records of the same kind (B07)
 */
public record DomainSpec(String domain, List<DnsRecord> records) {

    /** A missing name is an empty one, missing records are none. */
    public DomainSpec {
        domain = Objects.requireNonNullElse(domain, "");
        records = List.copyOf(Objects.requireNonNullElse(records, List.of()));
    }
}
