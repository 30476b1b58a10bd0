package org.batuta.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.batuta.Visitor;
import org.batuta.provider.MailProgram;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody sees who starts the demo, stops it with Ctrl-C, and starts it again (decision 19). */
@WithServers
class DemoTest {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final String[] DOORS = {"/", "/desk", "/camunda/app/cockpit/default/"};

    private final Path data = Path.of("target", "demo-of-tests").toAbsolutePath();
    private DemoRun demo;

    @BeforeEach
    void begins() throws Exception {
        new ProcessBuilder("rm", "-rf", "--one-file-system", data.toString())
                .start()
                .waitFor();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        demo.kill();
        await("the end of everything")
                .atMost(START)
                .until(() -> DemoRun.leftovers(data).found(), List::isEmpty);
    }

    @Test
    void showsAWorkingProviderAndFindsItAgainAfterCtrlC() throws Exception {
        start();
        assertThat(demo.text()).contains("What the probes saw", "test message arrived");
        String serial = serial();
        String customer = demo.behind("customer");
        assertThat(whereEachLoginLeads()).containsExactly(DOORS);
        String password = demo.behind("password");
        var mail = new MailProgram(demo.behind("IMAP"));
        mail.sends("info@x.test", "stays");
        await("the mail").until(() -> mail.reads("info@x.test", password), subjects -> subjects.contains("stays"));
        assertThat(DemoRun.leftovers(data).found()).contains("a network", "cgroups", "a database");

        stop("INT");
        start();

        assertThat(demo.text()).contains("What the probes see now").doesNotContain("Making", "new domain");
        assertThat(serial()).isEqualTo(serial);
        assertThat(mail.reads("info@x.test", password)).containsExactly("stays");
        assertThat(demo.behind("customer")).isNotEqualTo(customer);
        assertThat(new Visitor(port()).login("customer", customer)).isEqualTo("/login?wrong");
        assertThat(whereEachLoginLeads()).containsExactly(DOORS);
        stop("INT");
    }

    @Test
    void leavesNothingWhenItIsStoppedWhileItStarts() throws Exception {
        demo = DemoRun.on(data, DemoRun.freePort());
        await("the first server")
                .atMost(START)
                .until(() ->
                        demo.says("Starting") && DemoRun.leftovers(data).found().contains("cgroups"));
        stop("TERM");
    }

    @Test
    void saysPlainlyThatItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            demo = DemoRun.on(data, other.getLocalPort());
            assertThat(demo.awaitExit()).isEqualTo(1);
            await().until(() -> demo.text().contains("Port " + other.getLocalPort() + " is taken"));
            assertThat(demo.text()).contains("BATUTA_PORT=").doesNotContain("Exception");
        }
    }

    private void start() throws IOException {
        demo = DemoRun.on(data, DemoRun.freePort());
        await("the demo to be ready").atMost(START).until(() -> demo.says("Ctrl-C"));
    }

    private void stop(String signal) throws Exception {
        demo.signal(signal);
        await("the end of everything")
                .atMost(STOP)
                .until(() -> DemoRun.leftovers(data).found(), List::isEmpty);
        demo.awaitExit();
    }

    private String serial() {
        String first = demo.text().replaceFirst("(?s).*host1: serves serial (\\d+).*", "$1");
        assertThat(demo.text()).contains("host2: serves serial " + first + "\n");
        return first;
    }

    private int port() {
        return Integer.parseInt(demo.text().replaceFirst("(?s).* ready at http://localhost:(\\d+)/ .*", "$1"));
    }

    private List<String> whereEachLoginLeads() {
        return List.of("customer", "admin", "manager").stream()
                .map(this::whereItLeads)
                .toList();
    }

    private String whereItLeads(String login) {
        return new Visitor(port()).login(login, demo.behind(login));
    }
}
