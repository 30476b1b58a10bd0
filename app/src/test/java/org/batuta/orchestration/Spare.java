package org.batuta.orchestration;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.springframework.beans.factory.BeanFactory;

/** A machine that becomes one server after another: each at a port of its own, by which we know it as somebody new. */
final class Spare {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST = 2200;

    /** As many as sshd takes beside its own, each with one socket. */
    private static final int PORTS = 14;

    private static int used;

    private final TestServer machine;
    private final Administrator administrator;
    private final Servers servers;
    private final Enrolment enrolment;

    Spare(BeanFactory application) {
        administrator = new Administrator(application);
        servers = application.getBean(Servers.class);
        enrolment = application.getBean(Enrolment.class);
        machine = Park.ofTests().server("spare");
        if (machine.exec("test", "-e", "/etc/ssh/sshd_config.d/a-ports.conf").exit() != 0) {
            StringBuilder ports = new StringBuilder("AddressFamily inet\nPort 22\n");
            for (int port = FIRST; port < FIRST + PORTS; port++) {
                ports.append("Port ").append(port).append('\n');
            }
            machine.write("/etc/ssh/sshd_config.d/a-ports.conf", ports.toString());
            machine.exec("systemctl", "restart", "ssh.service").orFail();
        }
    }

    TestServer machine() {
        return machine;
    }

    /** Names it; its enrolment begins. What it was before is retired: its keys may change from now on. */
    UUID named() {
        As.administrator().get(servers::all).stream()
                .filter(earlier -> earlier.address().equals(machine.address()))
                .filter(earlier -> earlier.state() == ServerState.ACTIVE)
                .forEach(earlier -> retire(earlier.id()));
        int port = FIRST + used++;
        return As.administrator()
                .get(() -> servers.enrol("spare-" + port, machine.address(), port, "Europe/Madrid"))
                .id();
    }

    private void retire(UUID earlier) {
        As.administrator().run(() -> servers.drain(earlier, "becomes another server"));
        enrolment.retire(earlier);
    }

    /** Runs the command on it and says that its keys are right. */
    void confirm(UUID server) {
        machine.exec("bash", "-c", As.administrator().get(servers::command)).orFail();
        administrator.completes(administrator.isAsked(server, "confirmHostKeys"), Map.of("keysAccepted", true));
    }

    /** A server at work that takes nothing yet. */
    UUID enrolled() {
        UUID server = named();
        confirm(server);
        becomes(server, ServerState.ACTIVE);
        return server;
    }

    void becomes(UUID server, ServerState state) {
        await(server + " to become " + state)
                .atMost(PATIENCE)
                .until(() -> As.administrator()
                                .get(() -> servers.find(server))
                                .orElseThrow()
                                .state()
                        == state);
    }

    /** Forgets its host keys and makes others. */
    void changesItsKeys() {
        machine.exec("sh", "-c", "rm /etc/ssh/ssh_host_*; ssh-keygen -A; systemctl restart ssh.service")
                .orFail();
        machine.exec("pkill", "-f", "^sshd: batuta");
    }
}
