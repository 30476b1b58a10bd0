package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.StaffRole;
import org.batuta.orchestration.Incident;
import org.batuta.orchestration.Incidents;
import org.batuta.orchestration.OperationState;
import org.batuta.orchestration.ServerState;
import org.batuta.orchestration.Servers;
import org.batuta.provider.As;
import org.batuta.provider.Letters;
import org.batuta.servers.TestServer;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The second server shows another host key: hard stop, one incident, nothing sent, until a person has compared it. */
class HostKeyChangedTest extends StoryTest {

    private static final String STOPPED = "Stopped: the host key of host2 has changed";

    @Test
    void k20NothingIsSentUntilAPersonAcceptsTheKeyAndThenTheWaitingWorkGoesOn(
            @Autowired Servers servers, @Autowired Incidents incidents) {
        String journals = journals(provider.second());
        Letters letters = Letters.toAdministrators();
        provider.second()
                .exec("sh", "-c", "rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh.service")
                .orFail();
        provider.second().exec("pkill", "-f", "^sshd: batuta");

        UUID first = customer.asksForDomain(aName());
        Task task = administrator.isAsked(provider.secondId(), "checkHostKey");
        assertThat(As.administrator()
                        .get(() -> servers.find(provider.secondId()))
                        .orElseThrow()
                        .state())
                .isEqualTo(ServerState.BLOCKED);
        assertThat(customer.awaits(first, "held").args()).containsEntry("server", "host2");
        long connections = connections(provider.second());

        UUID second = customer.asksForDomain(aName());
        customer.awaits(second, "held");
        for (UUID request : List.of(first, second)) {
            await("its place in the queue")
                    .until(() -> done(request), List.of("APPLY host1 DONE 1", "APPLY host2 PENDING 0")::equals);
        }
        assertThat(connections(provider.second())).as("nobody knocks again").isEqualTo(connections);
        assertThat(journals(provider.second())).as("nothing was sent").isEqualTo(journals);
        assertThat(incidents.unsolved())
                .filteredOn(incident -> incident.kind() == Incident.Kind.HOST_KEY)
                .hasSize(1);
        assertThat(letters.arrived()).containsExactly(STOPPED);
        String link = letters.text(STOPPED).replaceAll("(?s).*https://provider.test(/desk/incidents/\\S+).*", "$1");
        assertThat(staff(StaffRole.ADMINISTRATOR).get(link).body())
                .contains("host2 shows another host key", "See its keys")
                .doesNotContain("Nothing waits in it");

        administrator.completes(task, Map.of("keysAccepted", true));

        assertEnds(first, Request.State.DONE);
        assertEnds(second, Request.State.DONE);
        assertThat(operations.ofRequest(first))
                .allMatch(operation -> operation.state() == OperationState.DONE && operation.attempts() == 1);
        assertThat(letters.subjects()).hasSize(1);
    }

    private static String journals(TestServer server) {
        return server.exec("find", "/var/lib/batuta/operations", "-name", "*.journal")
                .orFail();
    }

    /** How many connections the server has accepted since it booted. */
    private static long connections(TestServer server) {
        String opened = "awk '$1 == \"Tcp:\" && $2 ~ /[0-9]/ { print $7 }' /proc/net/snmp";
        return Long.parseLong(server.exec("sh", "-c", opened).orFail().strip());
    }
}
