package org.batuta.hosting.domains;

import java.util.Objects;

/**
 * One record of a zone.
 *
 * @param name the owner, seen from the domain: {@code www}, {@code *}, {@code @} for the domain itself
 * @param type its type
 * @param ttl how many seconds others may keep it; zero means the usual time
 * @param value as people write it: {@code 10 mail} for MX, plain text without quotes for TXT
 */
public record DnsRecord(String name, RecordType type, int ttl, String value) {

    /** Missing texts are empty ones. */
    public DnsRecord {
        name = Objects.requireNonNullElse(name, "");
        value = Objects.requireNonNullElse(value, "");
    }
}
