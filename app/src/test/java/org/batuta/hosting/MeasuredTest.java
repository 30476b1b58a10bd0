package org.batuta.hosting;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.UUID;
import org.batuta.provider.Inspector;
import org.batuta.provider.MailProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service uses is measured when its server is compared, and told with its age (C02). */
class MeasuredTest extends StoryTest {

    private Inspector inspector;
    private String address;
    private UUID mailbox;

    @BeforeEach
    void aMailboxThatWorks() {
        inspector = new Inspector(application);
        String domain = aDomain();
        address = "info@" + domain;
        assertEnds(customer.asksForMailbox("info", domain, 10, PASSWORD), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
    }

    @Test
    void c02TheCustomerReadsHowMuchMailThereIsAndHowOldTheFigureIs() throws Exception {
        assertThat(page()).doesNotContain("<dt>Used</dt>");
        MailProgram program = new MailProgram(provider.first().address());
        program.sends(address, "the first of them");
        await("the letter").until(() -> program.reads(address, PASSWORD).contains("the first of them"));

        inspector.compares(mailbox);

        assertThat(requireNonNull(service().measured()).get("used_bytes").asLong())
                .isBetween(100L, 100_000L);
        assertThat(page()).containsPattern("<dt>Used</dt>\\s*<dd>\\s*0\\.[0-9] MB,\\s*<time");
    }

    @Test
    void whatCannotBeMeasuredKeepsItsEarlierFigureAndIsNoDifference() {
        inspector.compares(mailbox);
        Instant before = service().measuredAt();
        provider.first().exec("sh", "-c", """
                        mv /usr/bin/doveadm /usr/bin/doveadm.real
                        printf '#!/bin/sh\ncase "$*" in *status*) exit 1;; *) exec doveadm.real "$@";; esac\n' >/usr/bin/doveadm
                        chmod 755 /usr/bin/doveadm""").orFail();
        try {
            assertThat(inspector.compares(mailbox)).allSatisfy(comparison -> {
                assertThat(comparison.asWanted()).isOne();
                assertThat(comparison.differing() + comparison.uncompared()).isZero();
            });
        } finally {
            provider.first()
                    .exec("mv", "/usr/bin/doveadm.real", "/usr/bin/doveadm")
                    .orFail();
        }
        assertThat(service().measuredAt()).isNotNull().isEqualTo(before);
    }

    private Service service() {
        return application.getBean(ServiceRows.class).findById(mailbox).orElseThrow();
    }

    private String page() {
        return asCustomer().get("/services/" + mailbox).body();
    }
}
