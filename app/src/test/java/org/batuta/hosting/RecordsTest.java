package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.batuta.hosting.domains.DnsRecord;
import org.batuta.hosting.domains.DomainSpec;
import org.batuta.hosting.domains.RecordType;
import org.batuta.provider.Resolver;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.Test;

/** The records that a customer wants: when the request says done, both name servers answer with them and no others. */
class RecordsTest extends StoryTest {

    private static final List<String> TEXTS = List.of(
            "say \"good morning\" and \"good night\"",
            "C:\\zones\\new \\000 \\\" \\",
            "v=DKIM1; k=rsa; p=MIIBIjANBg; t=s",
            "$(id) ${HOME} `id` && id | id > /tmp/id; 'id' %s %n * ?",
            "$INCLUDE /etc/passwd ( @ ; \")",
            "Grüße, 世界 😀; ".repeat(40) + "end");

    private final String name = aName();

    @Test
    void b01AndB02EveryTypeIsServedByBothAsItWasAskedFor() {
        assertEnds(
                customer.asksFor(
                        "domains",
                        wish(
                                record("@", RecordType.A, "192.0.2.11"),
                                record("www", RecordType.A, "192.0.2.12"),
                                record("www", RecordType.A, "192.0.2.13"),
                                record("*.dev", RecordType.A, "192.0.2.14"),
                                record("@", RecordType.AAAA, "2001:db8::11"),
                                record("www", RecordType.AAAA, "2001:DB8:0:0::12"),
                                record("shop", RecordType.CNAME, "Shops.example.org."),
                                record("@", RecordType.NS, "ns1.provider.test"),
                                record("@", RecordType.NS, "ns9.example.org"),
                                record("branch", RecordType.NS, "ns.example.org"),
                                record("_sip._tcp", RecordType.SRV, "10 5 5060 sip.example.org"),
                                record("@", RecordType.CAA, "0 issue \"ca.example.org; account=230123\""),
                                record("@", RecordType.CAA, "128 issuewild \";\""),
                                record("@", RecordType.CAA, "0 iodef mailto:security@example.org")),
                        null),
                Request.State.DONE);

        assertServed(name, "A", "192.0.2.11");
        assertServed("www." + name, "A", "192.0.2.12", "192.0.2.13");
        assertServed("any.dev." + name, "A", "192.0.2.14");
        assertServed(name, "AAAA", "2001:db8:0:0:0:0:0:11");
        assertServed("www." + name, "AAAA", "2001:db8:0:0:0:0:0:12");
        assertServed("shop." + name, "CNAME", "shops.example.org.");
        assertServed(name, "NS", "ns1.provider.test.", "ns9.example.org.");
        assertServed("_sip._tcp." + name, "SRV", "10 5 5060 sip.example.org.");
        assertServed(
                name,
                "CAA",
                "0 issue \"ca.example.org; account=230123\"",
                "128 issuewild \";\"",
                "0 iodef \"mailto:security@example.org\"");
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.refersTo(server, "www.branch." + name)).containsExactly("ns.example.org.");
        }
    }

    @Test
    void b01TextsAreServedByteForByteWhateverTheyMeanToOthers() {
        DnsRecord[] texts = TEXTS.stream()
                .map(text -> record("texts", RecordType.TXT, text))
                .toArray(DnsRecord[]::new);

        assertEnds(customer.asksFor("domains", wish(texts), null), Request.State.DONE);

        for (TestServer server : provider.servers()) {
            assertThat(Resolver.texts(server, "texts." + name))
                    .as(server.toString())
                    .containsExactlyInAnyOrderElementsOf(TEXTS);
        }
    }

    @Test
    void b07AnOwnMailServerTakesThePlaceOfTheUsualOneUntilItIsTakenAway() {
        DnsRecord address = record("mail", RecordType.A, "192.0.2.25");
        assertEnds(
                customer.asksFor(
                        "domains",
                        wish(
                                address,
                                record("@", RecordType.MX, "5 mail"),
                                record("@", RecordType.MX, "20 mx.example.org")),
                        null),
                Request.State.DONE);
        assertServed(name, "MX", "5 mail." + name + ".", "20 mx.example.org.");
        var service = customer.theService("domains", name);

        assertEnds(customer.changes(service, wish(address, record("@", RecordType.MX, "0 ."))), Request.State.DONE);
        assertServed(name, "MX", "0 .");

        assertEnds(customer.changes(service, wish(address)), Request.State.DONE);
        assertServed(name, "MX", "10 mail.provider.test.");
    }

    private void assertServed(String owner, String type, String... data) {
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.ask(server, owner, type))
                    .as("%s %s at %s", owner, type, server)
                    .containsExactlyInAnyOrder(data);
        }
    }

    private String wish(DnsRecord... records) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(new DomainSpec(name, Stream.of(records).toList()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static DnsRecord record(String owner, RecordType type, String value) {
        return new DnsRecord(owner, type, 0, value);
    }
}
