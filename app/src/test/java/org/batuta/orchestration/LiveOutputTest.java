package org.batuta.orchestration;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.kernel.Ids;
import org.batuta.provider.As;
import org.batuta.security.tokens.Scope;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a script says is on its operation's page while it still runs, as text and without secrets, for whoever watches. */
@BatutaTest
@WithServers
class LiveOutputTest {

    private static final String GO = "/root/go-on";
    private static final String WAIT = "while [[ ! -e %s ]]; do sleep 0.1; done; ".formatted(GO);

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Trials trials;

    @Autowired
    private LiveOutput output;

    @Autowired
    private MeterRegistry meters;

    private TestServer machine;
    private UUID server;

    @BeforeEach
    void serverIsThere(Park park) {
        machine = park.server("s1");
        server = trials.server(machine);
        machine.exec("rm", "-f", GO).orFail();
    }

    @AfterEach
    void nothingWaitsOn() {
        machine.write(GO, "");
    }

    @Test
    void aLineIsReadWhileTheScriptWaitsAndTheNextWhenItCame() {
        Step step = trials.submit(
                server,
                "echo first; printf '\\033[31mred <b>\\u202e\\n'; echo token=abcdefgh; echo oh >&2; printf 'half a secr';"
                        + WAIT + "echo et; echo second; " + WAIT.replace(GO, GO + "-too"));
        Page page = logIn(Chromium.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/desk/operations/" + trials.only(step).id());
        Locator said = page.locator("[role=log]");
        assertThat(said).containsText("first");
        assertThat(said).containsText("\\x1b[31mred <b>\\u202e");
        assertThat(said).containsText("token=***");
        assertThat(said).containsText("oh");
        assertThat(said).not().containsText("half a");
        Chromium.picture(page, "desk-operation-runs");
        Page telephone = logIn(Chromium.TELEPHONE, ColorScheme.DARK);
        telephone.navigate("/desk/operations/" + trials.only(step).id());
        assertThat(telephone.locator("[role=log]")).containsText("first");
        Chromium.picture(telephone, "desk-operation-runs-dark");
        telephone.close();

        machine.write(GO, "");
        assertThat(said).containsText("half a secret\nsecond");
        assertThat(trials.only(step).state()).isEqualTo(OperationState.RUNNING);
        machine.write(GO + "-too", "");
        trials.awaitEnd(step);
        assertThat(page.locator("article")).containsText("second");
        assertThat(said).hasCount(0);
        machine.exec("rm", "-f", GO + "-too").orFail();
    }

    @Test
    void muchIsShownByItsEnd() throws Exception {
        Step step = trials.submit(server, "seq 100000 199999; echo the last; " + WAIT);
        UUID operation = trials.only(step).id();
        try (var news = visitor().follow("/desk/operations/" + operation + "/output/news")) {
            assertThat(news.next()).contains("live-output/" + operation);
            String shown = awaited(operation, "the last");
            assertThat(shown.length()).isLessThan(12_000);
            assertThat(shown).contains("700,009 bytes");
        }
        machine.write(GO, "");
        trials.awaitEnd(step);
    }

    @Test
    void aProgramReadsItWhileItRunsAndFollowsItsState() throws Exception {
        Step step = trials.submit(server, "printf '\\033[31mred\\n'; echo token=abcdefgh; echo oh >&2; " + WAIT);
        String url = "/api/v1/operations/" + trials.only(step).id();
        Program program = Program.of(application, port, cast.aMemberOfStaff(StaffRole.MANAGER), null, Scope.READ);
        try (Visitor.News states = program.follow(url + "/events");
                Visitor.News news = program.follow(url + "/output/events")) {
            assertThat(states.next()).contains("operation/");
            assertThat(news.next()).contains("live-output/");
            Trials.await(
                    "what it says",
                    () -> program.get(url + "/output").http().body().contains("oh"));
            JsonNode said = program.get(url + "/output").json();
            assertThat(said.get("stdout").asText()).isEqualTo("\\x1b[31mred\ntoken=***\n");
            assertThat(said.get("stderr").asText()).isEqualTo("oh\n");
            assertThat(said.get("stderrBytes").asLong()).isEqualTo(3);
            machine.write(GO, "");
            trials.awaitEnd(step);
            assertThat(states.next()).contains("operation/");
        }
        assertThat(program.get("/api/v1/operations/" + Ids.next() + "/output").status())
                .isEqualTo(404);
        Account account = cast.anAccount();
        Program customer = Program.of(application, port, cast.aCustomer(account, Role.OWNER), account, Scope.READ);
        for (String part : List.of("/output", "/output/events", "/events")) {
            assertThat(customer.get(url + part).status()).as(part).isEqualTo(403);
        }
    }

    @Test
    void aServerIsAskedOnlyWhileSomebodyWatches() throws Exception {
        Step step = trials.submit(server, "while [[ ! -e " + GO + " ]]; do date +%N; sleep 0.01; done");
        UUID operation = trials.only(step).id();
        trials.awaitRunning(step);
        double unwatched = exchanges();
        assertThat(visitor().get("/desk/operations/" + operation).body()).contains("What it says now");
        assertThat(exchanges() - unwatched)
                .as("a page that is drawn asks nobody")
                .isLessThanOrEqualTo(1);
        try (var news = visitor().follow("/desk/operations/" + operation + "/output/news")) {
            long began = System.nanoTime();
            double before = exchanges();
            for (int heard = 0; heard < 4; heard++) {
                assertThat(news.next()).contains("live-output/");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(exchanges() - before).isLessThanOrEqualTo(2 * seconds + 3);
        }
        Trials.await(
                "nobody to be served",
                () -> As.administrator().get(() -> output.of(operation)).isEmpty());
        machine.write(GO, "");
        assertThat(trials.awaitEnd(step).state()).isEqualTo(OperationState.DONE);
    }

    @Test
    void pagesOfAServerThatHangsKeepThoseOfNoOtherFromBeingServed(Park park) throws Exception {
        TestServer well = park.server("s2");
        well.exec("rm", "-f", GO).orFail();
        Step served = trials.submit(trials.server(well), "echo served; " + WAIT);
        List<Step> hung =
                Stream.generate(() -> trials.submit(server, WAIT)).limit(4).toList();
        hung.forEach(trials::awaitRunning);
        List<Visitor.News> pages = new ArrayList<>();
        try {
            hung.forEach(step -> pages.add(page(step)));
            machine.exec("pkill", "-STOP", "-x", "sshd").orFail();
            pages.add(page(served));
            assertThat(awaited(trials.only(served).id(), "served")).contains("served");
        } finally {
            for (Visitor.News page : pages) {
                page.close();
            }
            machine.exec("pkill", "-CONT", "-x", "sshd").orFail();
            machine.write(GO, "");
            well.write(GO, "");
        }
        hung.forEach(trials::awaitEnd);
        trials.awaitEnd(served);
    }

    @Test
    void whoMayNotSeeOperationsFollowsNone() {
        Step step = trials.submit(server, "true");
        Visitor customer = new Visitor(port);
        customer.login(cast.aCustomer().login(), Visitor.PASSWORD);
        String path = "/desk/operations/" + trials.only(step).id() + "/output";
        assertThat(customer.get(path).statusCode()).isEqualTo(403);
        assertThat(customer.get(path + "/news").statusCode()).isEqualTo(403);
        trials.awaitEnd(step);
    }

    private Visitor.News page(Step step) {
        return visitor().follow("/desk/operations/" + trials.only(step).id() + "/output/news");
    }

    private String awaited(UUID operation, String text) {
        Visitor visitor = visitor();
        String path = "/desk/operations/" + operation + "/output";
        Trials.await(text, () -> visitor.get(path).body().contains(text));
        return visitor.get(path).body();
    }

    private double exchanges() {
        return meters.get("batuta.ssh.exchanges").functionCounter().count();
    }

    private Visitor visitor() {
        Visitor visitor = new Visitor(port);
        visitor.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);
        return visitor;
    }

    private Page logIn(int width, ColorScheme scheme) {
        Page page = Chromium.page(port, width, scheme);
        page.navigate("/desk");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }
}
