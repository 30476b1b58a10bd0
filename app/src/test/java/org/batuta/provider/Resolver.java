package org.batuta.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.batuta.servers.TestServer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Asks a name server over the network, as {@code dig} does. */
public final class Resolver {

    private static final int PORT = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Resolver() {}

    /** The data of the records of this name and type; empty when the server has none, or does not answer for the name. */
    public static List<String> ask(TestServer server, String name, String type) {
        return query(server, name, type).getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    /** The texts of this name, each put together from its strings of at most 255 bytes of UTF-8. */
    public static List<String> texts(TestServer server, String name) {
        return query(server, name, "TXT").getSection(Section.ANSWER).stream()
                .map(record -> text((TXTRecord) record))
                .toList();
    }

    private static String text(TXTRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(bytes::writeBytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The name servers to which the server sends on whoever asks it for this name. */
    public static List<String> refersTo(TestServer server, String name) {
        Message answer = query(server, name, "A");
        return answer.getSection(Section.AUTHORITY).stream()
                .filter(record -> !answer.getHeader().getFlag(Flags.AA) && record.getType() == Type.NS)
                .map(Record::rdataToString)
                .toList();
    }

    /** Whether the server answers for this domain. */
    public static boolean serves(TestServer server, String domain) {
        Message answer = query(server, domain, "SOA");
        return answer.getRcode() == Rcode.NOERROR
                && answer.getHeader().getFlag(Flags.AA)
                && !answer.getSection(Section.ANSWER).isEmpty();
    }

    /** The serial that the server has for this domain. */
    public static long serial(TestServer server, String domain) {
        SOARecord start = (SOARecord)
                query(server, domain, "SOA").getSection(Section.ANSWER).get(0);
        return start.getSerial();
    }

    private static Message query(TestServer server, String name, String type) {
        try {
            SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(server.address(), PORT));
            resolver.setTimeout(PATIENCE);
            Name absolute = Name.fromString(name, Name.root);
            return resolver.send(Message.newQuery(Record.newRecord(absolute, Type.value(type), DClass.IN)));
        } catch (IOException e) {
            throw new AssertionError(server + " does not answer for " + name + " " + type, e);
        }
    }
}
