package org.batuta.hosting.domains;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.batuta.hosting.domains.RecordRules.Read;
import org.batuta.kernel.Refusal;

/** What records of one zone owe each other: a name server would ignore, or not load, what breaks these rules. */
class RecordSet {

    private static final String APEX = "@";

    private final String domain;
    private final List<Read> records;
    private final DomainSettings settings;
    private final Refusal.Collector problems;

    RecordSet(String domain, List<Read> records, DomainSettings settings, Refusal.Collector problems) {
        this.domain = domain;
        this.records = records;
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        Set<List<Object>> seen = new HashSet<>();
        Map<List<Object>, Integer> times = new HashMap<>();
        for (Read read : records) {
            DnsRecord record = read.record();
            problems.require(
                    seen.add(List.of(record.name(), record.type(), read.rdata())),
                    read.field("value"),
                    "record.duplicate");
            Integer other = times.putIfAbsent(List.of(record.name(), record.type()), record.ttl());
            problems.require(other == null || other == record.ttl(), read.field("ttl"), "record.other-ttl");
            checkAlias(read);
            checkDelegation(read);
            checkTarget(read);
        }
        if (!has(APEX, type -> type == RecordType.NS)) {
            settings.nameServers().forEach(host -> checkUsual(host + "."));
        }
        if (!has(APEX, type -> type == RecordType.MX)) {
            settings.mailServers().forEach(host -> checkUsual(host + "."));
        }
    }

    private void checkAlias(Read read) {
        if (read.record().type() == RecordType.CNAME) {
            String name = read.record().name();
            problems.require(!name.equals(APEX), read.field("name"), "record.alias-apex");
            long same = records.stream()
                    .filter(one -> one.record().name().equals(name))
                    .count();
            problems.require(same == 1, read.field("name"), "record.alias-alone");
        }
    }

    private void checkDelegation(Read read) {
        DnsRecord record = read.record();
        boolean server = record.type() == RecordType.NS;
        problems.require(!server || !record.name().contains("*"), read.field("name"), "record.delegated-wildcard");
        boolean glue = record.type() == RecordType.A || record.type() == RecordType.AAAA;
        boolean hidden = records.stream()
                .map(Read::record)
                .filter(cut -> cut.type() == RecordType.NS && !cut.name().equals(APEX))
                .anyMatch(cut -> record.name().endsWith("." + cut.name())
                        || record.name().equals(cut.name()) && !server);
        problems.require(!hidden || glue, read.field("name"), "record.below-delegation");
    }

    private void checkTarget(Read read) {
        String target = read.rdata().target();
        if (target != null && isWithin(target)) {
            problems.require(hasAddress(target), read.field("value"), "record.no-address", target);
        }
    }

    private void checkUsual(String host) {
        if (isWithin(host)) {
            problems.require(hasAddress(host), "records", "record.no-address", host);
        }
    }

    private boolean isWithin(String host) {
        return host.equals(domain + ".") || host.endsWith("." + domain + ".");
    }

    private boolean hasAddress(String host) {
        String owner = Owner.read(host, domain);
        boolean usual = owner.equals(APEX) && (settings.address() != null || settings.address6() != null);
        Predicate<RecordType> address = type -> type == RecordType.A || type == RecordType.AAAA;
        return usual || has(owner, address);
    }

    private boolean has(String owner, Predicate<RecordType> type) {
        return records.stream()
                .map(Read::record)
                .anyMatch(record -> record.name().equals(owner) && type.test(record.type()));
    }
}
