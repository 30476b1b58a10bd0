package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.batuta.provider.Customer;
import org.batuta.provider.Resolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second server cannot be reached for a while: its work waits, visibly, and nobody else's does. */
class UnreachableTest extends StoryTest {

    private String name;
    private String other;
    private UUID service;
    private Instant cut;

    @BeforeEach
    void aMailboxOnAnotherServerAndACutCable() {
        other = aDomain();
        assertEnds(customer.asksForMailbox("info", other, 10, PASSWORD), Request.State.DONE);
        service = customer.theService("mailboxes", "info@" + other);
        name = aName();
        provider.second().cutLink();
        cut = Instant.now();
    }

    @AfterEach
    void theCableIsBack() {
        provider.second().restoreLink();
    }

    @Test
    void k04WaitsTwoMinutesWithAVisibleNextTryAndEndsGreenByItself() {
        UUID domain = customer.asksForDomain(name);
        RequestEvent retry = customer.awaits(domain, "retry");
        assertThat(retry.args()).containsEntry("server", "host2").containsEntry("outcome", "UNREACHABLE");
        assertThat(Instant.parse(retry.args().get("until"))).isAfter(retry.at());
        assertThat(page("/requests/" + domain)).contains("host2 cannot be reached; it is tried again");

        assertEnds(customer.changes(service, Customer.mailbox("info", other, 20)), Request.State.DONE);
        await("two minutes without it").atMost(Duration.ofMinutes(3)).until(() -> {
            assertThat(customer.request(domain).state()).as("meanwhile").isEqualTo(Request.State.RUNNING);
            return Instant.now().isAfter(cut.plus(Duration.ofMinutes(2)));
        });
        provider.second().restoreLink();
        assertEnds(domain, Request.State.DONE);
        assertThat(Resolver.serves(provider.second(), name)).isTrue();
        assertThat(done(domain)).contains("APPLY host1 DONE 1");
    }

    @Test
    void t04CanBeCancelledWhileItWaits() {
        UUID domain = customer.asksForDomain(name);
        customer.awaits(domain, "retry");

        customer.cancels(domain);
        customer.awaits(domain, "undoing");
        provider.second().restoreLink();

        assertEnds(domain, Request.State.UNDONE);
        assertThat(administrator.walked(domain)).containsSubsequence("abortRetry", "aborted_waiting");
        assertThat(Resolver.serves(provider.first(), name)).isFalse();
    }
}
