package org.batuta.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of the tests are servers: they boot, answer, lose their network and power, and come back. */
@WithServers
class ParkTest {

    static TestServer one;
    static TestServer two;

    @BeforeAll
    static void boots(Park park) {
        var servers = park.servers("one", "two");
        one = servers.get(0);
        two = servers.get(1);
    }

    @Test
    void bootsWithoutAFailedUnit() {
        assertThat(one.exec("systemctl", "is-system-running").orFail().strip()).isEqualTo("running");
        assertThat(two.exec("hostname", "--fqdn").orFail().strip()).isEqualTo("two.batuta.test");
    }

    @Test
    void answersAtThePortsOfItsServices() throws IOException {
        for (int port : new int[] {22, 25, 53, 143}) {
            connect(one, port);
            connect(two, port);
        }
    }

    @Test
    void reachesItsNeighbour() {
        assertThat(one.exec("ping", "-c", "1", "-W", "2", two.address()).exit()).isZero();
    }

    @Test
    void carriesBytesAsTheyAre() {
        String content = "'\"$(id)`id`\\\n\r\t-ü\u202e no line end";
        one.write("/tmp/a file", content);
        assertThat(one.read("/tmp/a file")).isEqualTo(content);
    }

    @Test
    void tellsExitCodeAndBothStreams() {
        Ran ran = one.exec("sh", "-c", "echo out; echo err >&2; exit 7");
        assertThat(ran).isEqualTo(new Ran(7, "out\n", "err\n"));
        assertThatThrownBy(ran::orFail).isInstanceOf(AssertionError.class).hasMessageContaining("exit 7");
    }

    @Test
    void showsItsProcesses() {
        assertThat(one.processes("^/usr/sbin/named")).hasSize(1);
        assertThat(one.processes("no such process")).isEmpty();
    }

    @Test
    void isFoundHoweverBusyItsFirstProcessIs() {
        String busy = "busy-" + one.name();
        one.exec(
                        "systemd-run",
                        "--unit=" + busy,
                        "sh",
                        "-c",
                        "while :; do systemctl show --property=Version; done >/dev/null")
                .orFail();
        try {
            assertThat(IntStream.range(0, 300).map(each -> one.exec("true").exit()))
                    .containsOnly(0);
        } finally {
            one.exec("systemctl", "stop", busy).orFail();
        }
    }

    @Test
    void isSilentWhileItsLinkIsCut() throws IOException {
        one.cutLink();
        try {
            assertThatThrownBy(() -> connect(one, 22)).isInstanceOf(IOException.class);
            connect(two, 22);
        } finally {
            one.restoreLink();
        }
        connect(one, 22);
    }

    @Test
    void keepsItsDataThroughStopCrashAndReboot() {
        one.write("/root/mark", "stays");
        String first = bootId();
        one.stop();
        assertThat(one.exec("true").err()).contains("not running");
        one.start();
        String second = bootId();
        one.crash();
        one.start();
        String third = bootId();
        one.reboot();
        assertThat(bootId()).isNotIn(first, second, third);
        assertThat(one.read("/root/mark")).isEqualTo("stays");
    }

    @Test
    void refusesASecondParkInTheSameNetwork(@TempDir Path dir) {
        String net = one.address().replaceFirst("\\.\\d+$", "");
        try (Park other = Park.fresh("tests-intruder", net, dir)) {
            assertThatThrownBy(() -> other.server("one")).isInstanceOf(AssertionError.class);
        }
        assertThat(one.exec("true").exit()).isZero();
    }

    private static String bootId() {
        return one.read("/proc/sys/kernel/random/boot_id");
    }

    private static void connect(TestServer server, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.address(), port), 2000);
        }
    }
}
