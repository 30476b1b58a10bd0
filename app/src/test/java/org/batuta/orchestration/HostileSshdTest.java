package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.batuta.BatutaTest;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A server that shows the right host key, or none, and is hostile before anybody has logged in (A42). */
@BatutaTest
@WithServers
class HostileSshdTest {

    private static final int OTHER_PORT = 2222;
    private static final int TEN_MIB = 10 << 20;
    private static final String LOG = "/root/hostile.log";

    private final Trials trials;
    private final Leases leases;
    private final Runner runner;

    private TestServer machine;
    private Target target;

    @Autowired
    HostileSshdTest(Trials trials, Leases leases, Runner runner) {
        this.trials = trials;
        this.leases = leases;
        this.runner = runner;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s2");
        UUID id = trials.server(machine);
        target = trials.inTransaction(() -> Objects.requireNonNull(leases.target(id)));
    }

    @AfterEach
    void theOtherDaemonIsGone() {
        machine.exec("pkill", "-f", "sshd.* -p " + OTHER_PORT);
        machine.exec("rm", "-f", LOG).orFail();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o AuthenticationMethods=password -o PasswordAuthentication=yes",
                "-o AuthenticationMethods=keyboard-interactive -o KbdInteractiveAuthentication=yes",
                "-o AuthenticationMethods=publickey,password -o PasswordAuthentication=yes",
                "-o KexAlgorithms=diffie-hellman-group1-sha1",
                "-o Ciphers=3des-cbc",
                "-o Ciphers=aes128-ctr -o MACs=hmac-md5",
                "-o HostKeyAlgorithms=ssh-rsa"
            })
    void attack42WhoAsksForAPasswordOrSpeaksOnlyWhatIsOutdatedIsNotReached(String options) {
        starts(options);

        Throwable thrown = catchThrowable(() -> runner.check(at(target.address(), OTHER_PORT), Door.OPERATE));

        assertThat(thrown).isInstanceOf(NotReached.class);
        assertThat(machine.read(LOG))
                .as("it was asked, and no password was tried")
                .contains("Connection from")
                .doesNotContain(
                        "Failed password", "Accepted password", "Failed keyboard-interactive", "Accepted publickey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\r\n", "no end "})
    void attack42WhoTalksForTenMebibytesBeforeItsNameIsNotReached(String talk) throws Exception {
        try (ServerSocket entrance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var heard = CompletableFuture.supplyAsync(() -> talks(entrance, talk));

            Throwable thrown = catchThrowable(() -> runner.check(
                    at(entrance.getInetAddress().getHostAddress(), entrance.getLocalPort()), Door.OPERATE));

            assertThat(thrown).isInstanceOf(NotReached.class);
            assertThat(heard.join()).as("how much was listened to").isLessThan(TEN_MIB);
        }
    }

    @Test
    void attack42WhoOpensTheDoorThatIsOursIsReachedAtAnyPort() throws Exception {
        starts("");

        assertThat(runner.check(at(target.address(), OTHER_PORT), Door.OPERATE).version())
                .isPositive();
    }

    /** A daemon that has the server's host key and knows our login, and whose settings are its own besides. */
    private void starts(String options) {
        machine.exec("sh", "-c", """
                        exec /usr/sbin/sshd -f /dev/null -o HostKey=/etc/ssh/ssh_host_ed25519_key \\
                            -o AuthorizedKeysFile=/etc/batuta/authorized_keys -o UsePAM=yes \\
                            -E %s -o LogLevel=VERBOSE %s -p %d""".formatted(LOG, options, OTHER_PORT)).orFail();
        Trials.await(
                "the daemon",
                () -> machine.exec("grep", "-q", "Server listening on 0.0.0.0", LOG)
                                .exit()
                        == 0);
    }

    private static int talks(ServerSocket entrance, String talk) {
        int said = 0;
        try (Socket caller = entrance.accept();
                OutputStream out = caller.getOutputStream()) {
            byte[] piece = talk.repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (said < TEN_MIB) {
                out.write(piece);
                said += piece.length;
            }
        } catch (IOException e) {
            return said; // nobody listens any more
        }
        return said;
    }

    private Target at(String address, int port) {
        return new Target(UUID.randomUUID(), "hostile", address, port, List.copyOf(target.accepted()), false);
    }
}
