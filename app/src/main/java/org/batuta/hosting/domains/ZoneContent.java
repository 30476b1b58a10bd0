package org.batuta.hosting.domains;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * Every record of a zone but the serial: what the customer wants, and what the provider adds where the customer says
 * nothing (B07). The order is that of the DNS, so the same set always reads the same.
 */
record ZoneContent(String domain, DomainSettings settings, List<Record> records) {

    private static final String APEX = "@";

    /** The zone for a wish in canonical form. */
    static ZoneContent of(DomainSpec spec, DomainSettings settings) {
        List<DnsRecord> all = new ArrayList<>(spec.records());
        if (!hasAtApex(spec, type -> type == RecordType.NS)) {
            settings.nameServers().forEach(host -> all.add(usual(RecordType.NS, host + ".")));
        }
        if (!hasAtApex(spec, type -> type == RecordType.MX)) {
            int preference = 10;
            for (String host : settings.mailServers()) {
                all.add(usual(RecordType.MX, preference + " " + host + "."));
                preference += 10;
            }
        }
        if (!hasAtApex(spec, type -> type == RecordType.A || type == RecordType.AAAA)) {
            addAddresses(settings, all);
        }
        List<Record> records = all.stream()
                .map(record -> record(record, spec.domain(), settings.ttl()))
                .sorted(Comparator.naturalOrder())
                .toList();
        return new ZoneContent(spec.domain(), settings, records);
    }

    private static void addAddresses(DomainSettings settings, List<DnsRecord> all) {
        if (settings.address() != null) {
            all.add(usual(RecordType.A, settings.address()));
        }
        if (settings.address6() != null) {
            all.add(usual(RecordType.AAAA, settings.address6()));
        }
    }

    private static boolean hasAtApex(DomainSpec spec, Predicate<RecordType> type) {
        return spec.records().stream().anyMatch(record -> record.name().equals(APEX) && type.test(record.type()));
    }

    private static DnsRecord usual(RecordType type, String value) {
        return new DnsRecord(APEX, type, 0, value);
    }

    static Record record(DnsRecord record, String domain, int usualTtl) {
        byte[] rdata = record.type().read(record.value(), domain).wire();
        int ttl = record.ttl() == 0 ? usualTtl : record.ttl();
        return Record.newRecord(absolute(record.name(), domain), record.type().number(), DClass.IN, ttl, rdata);
    }

    static Name absolute(String owner, String domain) {
        return Values.name((owner.equals(APEX) ? "" : owner + ".") + domain + ".");
    }

    /** The name servers of this zone, as they are entered at the registrar. */
    List<String> nameServers() {
        return records.stream()
                .filter(record ->
                        record.getType() == Type.NS && record.getName().equals(apex()))
                .map(record -> record.rdataToString().replaceFirst("\\.$", ""))
                .toList();
    }

    /** Whether the record lies below a name that other servers answer for. */
    boolean isGlue(Record record) {
        return record.getType() != Type.NS
                && records.stream()
                        .filter(cut ->
                                cut.getType() == Type.NS && !cut.getName().equals(apex()))
                        .anyMatch(cut -> record.getName().subdomain(cut.getName()));
    }

    Name apex() {
        return absolute(APEX, domain);
    }

    /** The record that makes it a zone; its primary is the first name server. */
    SOARecord soa(long serial) {
        return new SOARecord(
                apex(),
                DClass.IN,
                settings.ttl(),
                Values.name(nameServers().get(0) + "."),
                hostmaster(),
                serial,
                settings.refresh().toSeconds(),
                settings.retry().toSeconds(),
                settings.expire().toSeconds(),
                settings.minimum());
    }

    private Name hostmaster() {
        String address = settings.hostmaster() == null ? "hostmaster@" + domain : settings.hostmaster();
        int at = address.lastIndexOf('@');
        return Values.name(address.substring(0, at).replace(".", "\\.") + "." + address.substring(at + 1) + ".");
    }
}
