package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mailbox is not done before mail arrives in it and its owner can read it (C01, decision 8). */
class MailboxNotSeenTest extends StoryTest {

    private String domain;

    @BeforeEach
    void aDomainOfTheCustomer() {
        domain = aDomain();
    }

    @Test
    void c01IsNotDoneWhileDovecotIsStoppedAndDoneWhenItRunsAgain() throws Exception {
        UUID mailbox;
        try (Trouble stopped = Trouble.stoppedDovecot(provider.first())) {
            mailbox = customer.asksForMailbox("info", domain, 10, PASSWORD);
            customer.awaits(mailbox, "retry", line -> "host1".equals(line.args().get("server")));
            assertIsNotDone(mailbox);
        }
        assertWorks(mailbox);
    }

    @Test
    void c01IsNotDoneWhileNoMessageArrivesAndDoneWhenOneDoes() throws Exception {
        UUID mailbox;
        try (Trouble way = Trouble.undelivered(provider.first())) {
            mailbox = customer.asksForMailbox("info", domain, 10, PASSWORD);
            customer.awaits(mailbox, "probe-again");
            assertIsNotDone(mailbox);
        }
        administrator.letTimePass(mailbox, "lookTime");
        assertWorks(mailbox);
    }

    private void assertIsNotDone(UUID mailbox) {
        assertThat(customer.request(mailbox).state()).isEqualTo(Request.State.RUNNING);
        assertThat(customer.serviceOf(mailbox).isActive()).isFalse();
    }

    private void assertWorks(UUID mailbox) throws Exception {
        assertEnds(mailbox, Request.State.DONE);
        assertThat(new MailProgram(provider.first().address()).logsIn("info@" + domain, PASSWORD))
                .isTrue();
    }
}
