package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.UUID;
import org.batuta.kernel.Refusal;
import org.batuta.provider.Customer;
import org.batuta.provider.Letters;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another spec of a domain: seen at both name servers, one change after the other, and back when it cannot be (B07). */
class ChangedTest extends StoryTest {

    private String name;
    private UUID service;
    private long serial;

    @BeforeEach
    void aDomainOfTheCustomer() {
        name = aDomain();
        service = customer.theService("domains", name);
        serial = Resolver.serial(provider.first(), name);
    }

    @Test
    void t23TheSerialRisesWithTheContentAndTheSecondaryFollows() {
        assertEnds(customer.changes(service, with("192.0.2.7")), Request.State.DONE);

        for (TestServer server : provider.servers()) {
            assertThat(Resolver.ask(server, "www." + name, "A")).containsExactly("192.0.2.7");
        }
        long next = Resolver.serial(provider.first(), name);
        assertThat(next).isGreaterThan(serial);
        assertThat(Resolver.serial(provider.second(), name)).isEqualTo(next);

        assertThat(catchThrowableOfType(Refusal.class, () -> customer.changes(service, with("192.0.2.7"))))
                .hasMessageContaining("nothing-to-change");
        assertThat(Resolver.serial(provider.first(), name)).isEqualTo(next);
    }

    @Test
    void aChangeThatIsAbortedLeavesTheDomainAsItWas() {
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            UUID change = customer.changes(service, with("192.0.2.7"));
            var task = administrator.isAsked(change, "repairOperation");
            assertThat(Resolver.ask(provider.first(), "www." + name, "A")).containsExactly("192.0.2.7");
            zones.mend();
            administrator.chooses(task, "abort");
            assertEnds(change, Request.State.UNDONE);
            assertThat(done(change))
                    .containsExactly(
                            "APPLY host1 DONE 1",
                            "APPLY host2 SUPERSEDED 1",
                            "APPLY host1 DONE 1",
                            "APPLY host2 DONE 1");
        }
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.ask(server, "www." + name, "A")).isEmpty();
        }
        assertThat(Resolver.serial(provider.second(), name))
                .isEqualTo(Resolver.serial(provider.first(), name))
                .isGreaterThan(serial);
        assertThat(customer.serviceOf(customer.changes(service, with("192.0.2.8")))
                        .isActive())
                .isTrue();
    }

    @Test
    void aWaitingWishGivesWayToANewerOneAndTheLastOneWins() {
        UUID first;
        UUID second;
        UUID third;
        try (Trouble lock = Trouble.locked(provider.second())) {
            first = customer.changes(service, with("192.0.2.1"));
            awaitLock(first);
            second = customer.changes(service, with("192.0.2.2"));
            customer.awaits(second, "waits-for-turn");
            third = customer.changes(service, with("192.0.2.3"));
            assertEnds(second, Request.State.SUPERSEDED);
            customer.awaits(third, "waits-for-turn");
        }
        assertEnds(first, Request.State.DONE);
        assertEnds(third, Request.State.DONE);
        assertThat(Resolver.ask(provider.second(), "www." + name, "A")).containsExactly("192.0.2.3");
        assertThat(customer.request(third).before())
                .as("what an undo would have gone back to")
                .asString()
                .contains("192.0.2.1");
    }

    @Test
    void aWaitingWishCanBeCancelled() {
        Letters letters;
        try (Trouble lock = Trouble.locked(provider.second())) {
            UUID first = customer.changes(service, with("192.0.2.1"));
            awaitLock(first);
            letters = customer.letters();
            UUID second = customer.changes(service, with("192.0.2.2"));
            customer.awaits(second, "waits-for-turn");
            customer.cancels(second);
            assertEnds(second, Request.State.CANCELLED);
            assertThat(letters.arrived()).containsExactly(name + ": cancelled");
        }
    }

    private String with(String address) {
        return Customer.domain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"%s\"}".formatted(address));
    }
}
