package org.batuta.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private static final Duration STOP = Duration.ofMinutes(1);
    private static final String[] DOORS = {"/", "/desk", "/camunda/app/cockpit/default/"};

    private final Path data = Path.of("target", "demo-of-tests").toAbsolutePath();
    private final Deque<DemoRun> runs = new ArrayDeque<>();

    @BeforeEach
    void isNew() throws Exception {
        new ProcessBuilder("rm", "-rf", "--one-file-system", data.toString())
                .start()
                .waitFor();
    }

    @AfterEach
    void nothingIsLeft() {
        runs.forEach(DemoRun::kill);
        awaitNothingLeft(START);
    }

    @Test
    void showsAWorkingProviderAndFindsItAgainAfterCtrlC() throws Exception {
        DemoRun first = ready();
        assertThat(first.text()).contains("What the probes saw", "test message arrived");
        assertThat(first.whereEachLoginLeads()).containsExactly(DOORS);
        String password = first.behind("password");
        var mail = new MailProgram(first.behind("IMAP"));
        mail.sends("info@x.test", "stays");
        await("the mail").until(() -> mail.reads("info@x.test", password), subjects -> subjects.contains("stays"));
        assertThat(DemoRun.leftovers(data).found()).contains("a network", "cgroups", "a database");
        stop(first, "INT");

        DemoRun second = ready();
        assertThat(second.text()).contains("What the probes see now").doesNotContain("Making", "new domain");
        assertThat(second.serials()).hasSize(2).isEqualTo(first.serials());
        assertThat(mail.reads("info@x.test", password)).containsExactly("stays");
        assertThat(new Visitor(second.port()).login("customer", first.behind("customer")))
                .isEqualTo("/login?wrong");
        assertThat(second.whereEachLoginLeads()).containsExactly(DOORS);
        stop(second, "INT");
    }

    @Test
    void leavesNothingWhenItIsStoppedWhileItStarts() throws Exception {
        DemoRun demo = run(DemoRun.freePort());
        await("the first server")
                .atMost(START)
                .until(() ->
                        demo.says("Starting") && DemoRun.leftovers(data).found().contains("cgroups"));
        stop(demo, "TERM");
    }

    @Test
    void saysPlainlyThatItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            DemoRun demo = run(other.getLocalPort());
            assertThat(demo.awaitExit()).isEqualTo(1);
            await().until(() -> demo.text().contains("Port " + other.getLocalPort() + " is taken"));
            assertThat(demo.text()).contains("BATUTA_PORT=").doesNotContain("Exception");
        }
    }

    private DemoRun run(int port) throws IOException {
        DemoRun demo = DemoRun.on(data, port);
        runs.push(demo);
        return demo;
    }

    private DemoRun ready() throws IOException {
        DemoRun demo = run(DemoRun.freePort());
        await("the demo to be ready").atMost(START).until(() -> demo.says("Ctrl-C"));
        return demo;
    }

    private void stop(DemoRun demo, String signal) throws Exception {
        demo.signal(signal);
        awaitNothingLeft(STOP);
        demo.awaitExit();
    }

    private void awaitNothingLeft(Duration patience) {
        await("the end of everything")
                .atMost(patience)
                .until(() -> DemoRun.leftovers(data).found(), List::isEmpty);
    }
}
