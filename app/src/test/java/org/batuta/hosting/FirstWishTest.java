package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.PostOffice;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.provider.Customer;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Working;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** The first wish of a customer: a domain and a mailbox, from the door to real servers and back (C01, B06, K02). */
@BatutaTest
@WithServers
class FirstWishTest {

    private static final String PASSWORD = "a quiet evening 17";

    @Autowired
    private BeanFactory application;

    private Working provider;
    private Customer customer;

    @BeforeEach
    void aCustomerOfAWorkingProvider(@Autowired Cast cast) {
        provider = Working.on(application);
        Account account = cast.anAccount();
        customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
    }

    @Test
    void aDomainAndAMailboxWorkWhenTheirRequestsSayDone() throws Exception {
        UUID domain =
                customer.asksForDomain("x.test", "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}");
        UUID mailbox = customer.asksForMailbox("info", "x.test", 100, PASSWORD);

        assertThat(customer.endOf(domain)).as(() -> customer.story(domain)).isEqualTo(Request.State.DONE);
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
        assertToldOnce("x.test: done", "info@x.test: done");
    }

    private void assertToldOnce(String... subjects) {
        await("letters about " + List.of(subjects))
                .atMost(Duration.ofSeconds(30))
                .until(() -> PostOffice.lettersFor(customer.email()).size() >= subjects.length);
        assertThat(PostOffice.lettersFor(customer.email()))
                .extracting(FirstWishTest::subject)
                .containsExactlyInAnyOrder(subjects);
    }

    private static String subject(MimeMessage letter) {
        try {
            return letter.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
