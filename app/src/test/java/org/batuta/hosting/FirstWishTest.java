package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.Test;

/** The first wish of a customer: a domain and a mailbox, from the door to real servers and back (C01, B06, K02). */
class FirstWishTest extends StoryTest {

    @Test
    void aDomainAndAMailboxWorkWhenTheirRequestsSayDone() throws Exception {
        Letters letters = Letters.to(customer.email());
        UUID domain =
                customer.asksForDomain("x.test", "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}");
        UUID mailbox = customer.asksForMailbox("info", "x.test", 100, PASSWORD);

        assertEnds(domain, Request.State.DONE);
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.ask(server, "www.x.test", "A")).containsExactly("192.0.2.7");
            assertThat(Resolver.ask(server, "x.test", "MX")).containsExactly("10 mail.provider.test.");
        }
        assertThat(customer.endOf(mailbox)).as(() -> customer.story(mailbox)).isEqualTo(Request.State.DONE);
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn("info@x.test", PASSWORD)).isTrue();
        assertThat(program.logsIn("info@x.test", "another evening 17")).isFalse();
        program.sends("info@x.test", "Good morning");
        await("the letter").until(() -> program.reads("info@x.test", PASSWORD), List.of("Good morning")::equals);

        assertThat(customer.kinds(domain))
                .containsExactly(
                        "asked",
                        "started",
                        "step-started",
                        "step-done",
                        "step-started",
                        "step-done",
                        "probe-started",
                        "probe-done",
                        "ended");
        assertThat(customer.kinds(mailbox))
                .containsExactly(
                        "asked",
                        "waits-for-parent",
                        "started",
                        "step-started",
                        "step-done",
                        "probe-started",
                        "probe-done",
                        "ended");
        assertThat(customer.page(domain))
                .filteredOn(event -> event.kind().equals("step-started"))
                .extracting(event -> event.args().get("server"))
                .containsExactly("host1", "host2");
        assertThat(letters.arrived(2)).containsExactlyInAnyOrder("x.test: done", "info@x.test: done");
    }
}
