package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import jakarta.mail.SendFailedException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Refusal;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a service: it stops at once, can be had back while its window is open, and is gone afterwards (L20). */
class RemovedTest extends StoryTest {

    private String name;
    private String address;
    private UUID service;
    private MailProgram program;

    @BeforeEach
    void aMailboxWithMail() throws Exception {
        name = aDomain();
        address = "info@" + name;
        UUID request = customer.asksForMailbox("info", name, 10, PASSWORD);
        assertEnds(request, Request.State.DONE);
        service = customer.serviceOf(request).id();
        program = new MailProgram(provider.first().address());
        program.sends(address, "Keep me");
        await("the letter").until(() -> program.reads(address, PASSWORD), List.of("Keep me")::equals);
    }

    @Test
    void stopsAtOnceAndCanBeHadBack() throws Exception {
        UUID removal = customer.removes(service);

        String until = customer.awaits(removal, "window").args().get("until");
        assertThat(Instant.parse(until)).isAfter(customer.request(removal).askedAt());
        assertThat(customer.kinds(removal)).contains("probe-done");
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
        assertThatThrownBy(() -> program.sends(address, "Nobody home")).isInstanceOf(SendFailedException.class);

        Letters letters = customer.letters();
        customer.cancels(removal);

        assertEnds(removal, Request.State.CANCELLED);
        await("the login").until(() -> program.logsIn(address, PASSWORD));
        assertThat(program.reads(address, PASSWORD)).containsExactly("Keep me");
        assertThat(letters.arrived()).containsExactly(address + ": cancelled");
        assertThat(customer.kinds(removal)).containsSubsequence("kept", "step-done", "probe-done", "ended");
        assertThat(customer.serviceOf(removal).isActive()).isTrue();
    }

    @Test
    void isGoneAfterItsWindowAndItsNameIsFree() throws Exception {
        Letters letters = customer.letters();
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        String mail = "/var/vmail/" + name + "/info";
        assertThat(provider.first().exec("test", "-d", mail).exit()).isZero();

        administrator.letTimePass(removal, "windowPassed");

        assertEnds(removal, Request.State.DONE);
        assertThat(provider.first().exec("test", "-e", mail).exit()).isEqualTo(1);
        assertThat(letters.arrived()).containsExactly(address + ": removed");
        UUID again = customer.asksForMailbox("info", name, 10, "another evening 18");
        assertEnds(again, Request.State.DONE);
        assertThat(program.reads(address, "another evening 18")).isEmpty();
        assertThat(program.logsIn(address, PASSWORD)).isFalse();
    }

    @Test
    void aDomainGoesAfterWhatLivesInItAndFromEveryServer() {
        UUID domain = customer.serviceOf(customer.asksForDomain(aName())).id();
        UUID used = customer.theService("domains", name);
        assertThat(catchThrowableOfType(Refusal.class, () -> customer.removes(used)))
                .hasMessageContaining("still-in-use");

        UUID removal = customer.removes(domain);
        String gone = customer.serviceOf(removal).name();
        administrator.letTimePass(removal, "windowPassed");
        assertEnds(removal, Request.State.DONE);
        assertThat(provider.servers()).noneMatch(server -> Resolver.serves(server, gone));
        assertThat(done(removal))
                .containsExactly(
                        "APPLY host1 DONE 1", "APPLY host2 DONE 1", "REMOVE host2 DONE 1", "REMOVE host1 DONE 1");
    }

    @Test
    void whatCannotBeDeletedKeepsItsName() {
        UUID removal = customer.removes(service);
        customer.awaits(removal, "window");
        try (Trouble maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            administrator.letTimePass(removal, "windowPassed");
            Task task = administrator.isAsked(removal, "repairOperation");
            administrator.chooses(task, "abort");
            administrator.chooses(administrator.isAskedAgain(removal, task), "giveUp");

            assertEnds(removal, Request.State.NOT_UNDONE);
        }
        assertThat(customer.serviceOf(removal).state()).isEqualTo(Service.State.SUSPENDED);
        UUID again = customer.removes(service);
        administrator.letTimePass(again, "windowPassed");
        assertEnds(again, Request.State.DONE);
        assertThat(customer.serviceOf(again).state()).isEqualTo(Service.State.REMOVED);
    }

    @Test
    void whatCannotBeStoppedGoesOn() throws Exception {
        try (Trouble maps = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            UUID removal = customer.removes(service);
            Task task = administrator.isAsked(removal, "repairOperation");
            maps.mend();
            administrator.chooses(task, "abort");

            assertEnds(removal, Request.State.UNDONE);
            assertThat(customer.request(removal).reason()).isEqualTo("failed");
            assertThat(customer.serviceOf(removal).isActive()).isTrue();
        }
        await("the login").until(() -> program.logsIn(address, PASSWORD));
    }
}
