package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.batuta.hosting.ServiceType.Look;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.hosting.ServiceType.Wish;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Role;
import org.batuta.provider.Customer;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A probe looks at the servers themselves, and says no when they have anything else than the wish (decision 8). */
class ProbesTest extends StoryTest {

    private static final String RECORD = "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}";

    @Autowired
    private ServiceTypes types;

    @Autowired
    private ObjectMapper json;

    private final String name = aName();

    @ParameterizedTest
    @CsvSource({
        "s/192.0.2.7$/192.0.2.8/, answers 1 of 1 wanted records",
        "/192.0.2.7$/{p;s/7$/8/}, answers 2 of 1 wanted records",
        "/192.0.2.7$/d, answers 0 of 1 wanted records"
    })
    void aDomainIsNotSeenWhenANameServerHasOtherRecordsUnderTheSameSerial(String edit, String evidence) {
        UUID request = customer.asksForDomain(name, RECORD);
        assertEnds(request, Request.State.DONE);
        UUID service = customer.serviceOf(request).id();
        String wish = Customer.domain(name, RECORD);
        assertThat(looks("domains", service, wish, Look.CREATED).seen()).isTrue();

        provider.first()
                .exec("bash", "-c", "sed -i '%s' /etc/bind/batuta/zones/%s && rndc reload %2$s".formatted(edit, name))
                .orFail();
        await("the other zone")
                .until(() -> !Resolver.ask(provider.first(), "www." + name, "A").equals(List.of("192.0.2.7")));

        ProbeResult said = looks("domains", service, wish, Look.CREATED);
        assertThat(said.seen()).isFalse();
        assertThat(said.evidence()).contains("host1: " + evidence + " for www." + name + ". A", "host2: serves serial");
    }

    @Test
    void aMailboxIsNotSeenWithAnotherQuotaNorWhereThereIsNone() {
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
        UUID service = aMailbox();
        assertThat(looks("mailboxes", service, Customer.mailbox("info", name, 10), Look.CHANGED)
                        .seen())
                .isTrue();

        ProbeResult other = looks("mailboxes", service, Customer.mailbox("info", name, 20), Look.CHANGED);
        assertThat(other.seen()).isFalse();
        assertThat(other.evidence()).contains("host1: quota 10240 KiB, wished 20480");
        ProbeResult none = looks("mailboxes", service, Customer.mailbox("nothing", name, 10), Look.CHANGED);
        assertThat(none.seen()).isFalse();
        assertThat(none.evidence()).contains("host1: 550 5.1.1");
    }

    @Test
    void aMailboxIsNotSeenWhenNoMessageArrives() {
        assertEnds(customer.asksForDomain(name), Request.State.DONE);
        UUID service = aMailbox();
        String wish = Customer.mailbox("info", name, 10);
        try (Trouble way = Trouble.undelivered(provider.first())) {
            ProbeResult said = looks("mailboxes", service, wish, Look.CREATED);
            assertThat(said.seen()).isFalse();
            assertThat(said.evidence()).contains("host1: 250 ", "test message not there yet");
        }
        assertThat(looks("mailboxes", service, wish, Look.CREATED).seen()).isTrue();
    }

    private UUID aMailbox() {
        UUID request = customer.asksForMailbox("info", name, 10, PASSWORD);
        assertEnds(request, Request.State.DONE);
        return customer.serviceOf(request).id();
    }

    private ProbeResult looks(String type, UUID service, String wish, Look look) {
        return looks(types.of(type), service, wish, look);
    }

    private <S extends Record> ProbeResult looks(ServiceType<S> type, UUID service, String wish, Look look) {
        Place first = new Place(provider.firstId(), "host1", provider.first().address(), Role.PRIMARY);
        Place second = new Place(provider.secondId(), "host2", provider.second().address(), Role.SECONDARY);
        List<Place> places = type.spread() == ServiceType.Spread.ALL ? List.of(first, second) : List.of(first);
        try {
            return type.probe(new Wish<>(service, types.read(type, json.readTree(wish)), true, places), look);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
