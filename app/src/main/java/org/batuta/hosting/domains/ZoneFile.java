package org.batuta.hosting.domains;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Writes a zone as a file: one whole record a line, no directive, nothing relative. */
final class ZoneFile {

    private ZoneFile() {}

    /**
     * The file. It is read back by another reader and compared record by record, because a name server may accept a
     * file and lose data (safety.md finding 6).
     */
    static String render(ZoneContent zone, long serial) {
        List<Record> wanted = new ArrayList<>(List.of(zone.soa(serial)));
        wanted.addAll(zone.records());
        StringBuilder file = new StringBuilder();
        wanted.forEach(record -> file.append(line(record)).append('\n'));
        requireSame(zone, wanted, file.toString());
        return file.toString();
    }

    /** What changes exactly when anything in the zone but its serial changes. */
    static String hash(ZoneContent zone) {
        return DigestUtils.sha256Hex(render(zone, 0));
    }

    private static String line(Record record) {
        return record.getName() + " " + record.getTTL() + " IN " + Type.string(record.getType()) + " " + rdata(record);
    }

    private static String rdata(Record record) {
        if (record instanceof TXTRecord text) {
            return CharacterStrings.quoted(text.getStringsAsByteArrays());
        }
        if (record instanceof CAARecord caa) {
            String value = CharacterStrings.quoted(caa.getValue().getBytes(StandardCharsets.US_ASCII));
            return caa.getFlags() + " " + caa.getTag() + " " + value;
        }
        return record.rdataToString();
    }

    private static void requireSame(ZoneContent zone, List<Record> wanted, String file) {
        List<Line> read = new ArrayList<>();
        var bytes = new ByteArrayInputStream(file.getBytes(StandardCharsets.US_ASCII));
        try (Master master = new Master(bytes, zone.apex())) {
            master.disableIncludes(true);
            master.expandGenerate(false);
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                read.add(new Line(record, record.getTTL()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The zone file of " + zone.domain() + " cannot be read back", e);
        }
        Set<Line> same = new HashSet<>();
        wanted.forEach(record -> same.add(new Line(record, record.getTTL())));
        if (read.size() != wanted.size() || !same.equals(new HashSet<>(read))) {
            throw new IllegalStateException("The zone file of " + zone.domain() + " says something else");
        }
    }

    private record Line(Record record, long ttl) {}
}
