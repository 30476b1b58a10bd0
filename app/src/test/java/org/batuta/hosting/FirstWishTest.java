package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.Traces;
import org.batuta.orchestration.Operation;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.batuta.servers.TestServer;
import org.junit.jupiter.api.Test;

/** The first wish of a customer: a domain and a mailbox, from the door to real servers and back (C01, B06, K02, T03). */
class FirstWishTest extends StoryTest {

    @Test
    void aDomainAndAMailboxWorkWhenTheirRequestsSayDone() throws Exception {
        Letters letters = customer.letters();
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

    @Test
    void t37ASecondaryBeginsWhenItsPrimaryIsDone() {
        UUID domain;
        try (Trouble lock = Trouble.locked(provider.first())) {
            domain = customer.asksForDomain(aName());
            awaitLock(domain, provider.first());
            assertThat(done(domain)).containsExactly("APPLY host1 RUNNING 1", "APPLY host2 PENDING 0");
        }

        assertEnds(domain, Request.State.DONE);
        assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 DONE 1");
        List<Operation> inOrder = operations.ofRequest(domain);
        assertThat(inOrder.get(1).started()).isAfterOrEqualTo(inOrder.get(0).ended());
    }

    @Test
    void c01TheSettingsThatTheCustomerIsToldWork() throws Exception {
        String name = aDomain();
        String address = "info@" + name;
        UUID mailbox = customer.asksForMailbox("info", name, 100, PASSWORD);
        assertEnds(mailbox, Request.State.DONE);

        Map<String, String> told = customer.toldOf(customer.theService("mailboxes", address));

        assertThat(told)
                .containsEntry("mail-user", address)
                .containsEntry("imap-port", "993")
                .containsEntry("imap-security", "TLS")
                .containsEntry("smtp-port", "587")
                .containsEntry("smtp-security", "STARTTLS");
        MailProgram program = new MailProgram(provider.first().address(), told);
        assertThat(program.logsIn(address, PASSWORD)).isTrue();
        assertThat(program.logsIn(address, "another evening 17")).isFalse();
        assertThatThrownBy(() -> program.sendsAs(address, "another evening 17", address, "Not mine"))
                .isInstanceOf(AuthenticationFailedException.class);
        program.sendsAs(address, PASSWORD, address, "Good evening");
        await("the letter").until(() -> program.reads(address, PASSWORD), List.of("Good evening")::equals);
    }

    @Test
    void t03ThePasswordIsInNoTableAndInNoLineOfTheLog() throws Exception {
        String password = "nobody keeps this one 4711";
        String name = aDomain();
        try (Traces traces = new Traces(application)) {
            UUID mailbox = customer.asksForMailbox("info", name, 100, password);
            assertEnds(mailbox, Request.State.DONE);
            assertThat(new MailProgram(provider.first().address()).logsIn("info@" + name, password))
                    .isTrue();

            assertThat(traces.tablesWith(password)).isEmpty();
            assertThat(traces.linesWith(password)).isEmpty();
            assertThat(traces.tablesWith("info@" + name))
                    .as("what is looked at")
                    .contains("service", "operation");
            assertThat(traces.tablesWith("bpmn:definitions")).contains("act_ge_bytearray");
            assertThat(traces.linesWith("info@" + name)).as("what is heard").isNotEmpty();
        }
    }
}
