package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.batuta.orchestration.Attempt;
import org.batuta.orchestration.Evidence;
import org.batuta.orchestration.Incidents;
import org.batuta.orchestration.Outcome;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Trouble;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The Postfix map cannot be written: the script says no, a person mends the server, and what is left is done. */
class UnwritableMapTest extends StoryTest {

    @Test
    void k03ARefusedMailboxEndsGreenOnceTheMapIsMendedAndItIsTriedAgain(@Autowired Incidents incidents)
            throws Exception {
        String name = aName();
        UUID domain = customer.asksForDomain(name);
        assertEnds(domain, Request.State.DONE);
        try (Trouble map = Trouble.unwritable(provider.first(), "/etc/postfix/batuta")) {
            Letters letters = Letters.toAdministrators();
            UUID mailbox = customer.asksForMailbox("info", name, 100, PASSWORD);

            Task task = administrator.isAsked(mailbox, "repairOperation");

            assertThat(task.getName()).contains("info@" + name, "host1");
            Attempt attempt = refusal(administrator.evidence(task));
            assertThat(attempt.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(attempt.exitCode()).isEqualTo(1);
            assertThat(attempt.stderr()).startsWith("cannot write the Postfix map /etc/postfix/batuta/");
            assertThat(customer.awaits(mailbox, "repair").args()).containsEntry("outcome", "REFUSED");
            assertThat(letters.arrived()).containsExactly("To repair: mailboxes apply");
            assertThat(letters.text("To repair: mailboxes apply"))
                    .contains("https://provider.test/desk/incidents/" + id(incidents) + "\n");

            UUID other = customer.asksForMailbox("office", name, 100, PASSWORD);
            Task same = administrator.isAsked(other, "repairOperation");
            assertThat(administrator.evidence(same).others()).isEqualTo(1);

            map.mend();
            administrator.chooses(task, "retry");
            administrator.chooses(same, "retry");
            assertEnds(mailbox, Request.State.DONE);
            assertEnds(other, Request.State.DONE);
            assertThat(letters.subjects()).as("one incident, one letter").hasSize(1);
        }
        assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 DONE 1");
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn("info@" + name, PASSWORD)).isTrue();
        assertThat(incidents.unsolved()).noneMatch(incident -> "mailboxes".equals(incident.serviceType()));
    }

    @Test
    void k05StepsAlreadyDoneAreNotRunAgain() {
        UUID domain;
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domain = customer.asksForDomain(aName());
            Task task = administrator.isAsked(domain, "repairOperation");
            assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 REFUSED 1");
            zones.mend();
            administrator.chooses(task, "retry");
            assertEnds(domain, Request.State.DONE);
        }
        assertThat(done(domain)).containsExactly("APPLY host1 DONE 1", "APPLY host2 DONE 2");
    }

    private static UUID id(Incidents incidents) {
        return incidents.unsolved().stream()
                .filter(incident -> "mailboxes".equals(incident.serviceType()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Attempt refusal(Evidence evidence) {
        return evidence.of(evidence.operations().get(0)).get(0);
    }
}
