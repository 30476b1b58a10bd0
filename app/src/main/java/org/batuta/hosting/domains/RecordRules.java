package org.batuta.hosting.domains;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads the records of a domain one by one; every problem stands at its record. */
class RecordRules {

    private static final int MOST = 500;
    private static final int LONGEST_TTL = 604_800;

    /** A record that could be read, and where it stood. */
    record Read(int index, DnsRecord record, Rdata rdata) {

        String field(String component) {
            return "records[" + index + "]." + component;
        }
    }

    private final String domain;
    private final Refusal.Collector problems;

    RecordRules(String domain, Refusal.Collector problems) {
        this.domain = domain;
        this.problems = problems;
    }

    /** The records that can be read, in canonical form and in the customer's order. */
    List<Read> read(List<DnsRecord> records) {
        List<Read> read = new ArrayList<>();
        if (records.size() > MOST) {
            problems.add("records", "record.most", MOST);
            return read;
        }
        for (int i = 0; i < records.size(); i++) {
            Read one = read(i, records.get(i));
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    private @Nullable Read read(int index, DnsRecord record) {
        String at = "records[" + index + "].";
        problems.require(record.ttl() >= 0 && record.ttl() <= LONGEST_TTL, at + "ttl", "record.ttl", LONGEST_TTL);
        String owner = attempt(at, () -> Owner.read(record.name(), domain));
        RecordType type = record.type();
        if (type == null) {
            problems.add(at + "type", "missing");
            return null;
        }
        Rdata rdata = attempt(at, () -> type.read(record.value(), domain));
        if (owner == null || rdata == null) {
            return null;
        }
        problems.require(!type.needsHost() || !owner.contains("_"), at + "name", "record.needs-host", type);
        return new Read(index, new DnsRecord(owner, type, record.ttl(), rdata.canonical()), rdata);
    }

    private <T> @Nullable T attempt(String prefix, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Refusal refusal) {
            for (Refusal.Problem problem : refusal.problems()) {
                problems.add(
                        prefix + problem.field(), problem.code(), problem.args().toArray());
            }
            return null;
        }
    }
}
