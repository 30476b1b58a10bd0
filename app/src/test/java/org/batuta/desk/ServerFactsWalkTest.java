package org.batuta.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a server is stands on its page, told in the background; whoever mends it there sees the advice go, in Chromium. */
@BatutaTest
@WithServers
class ServerFactsWalkTest {

    private static final String SETTINGS = "/etc/ssh/sshd_config.d/00-facts.conf";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private MeterRegistry meters;

    private TestServer server;
    private String path;

    @BeforeEach
    void aServerAtWork() {
        Working provider = Working.on(application);
        server = provider.second();
        path = "/desk/servers/" + provider.secondId();
    }

    @AfterEach
    void theServerIsAsBefore() {
        server.restoreLink();
        server.exec("rm", "-f", SETTINGS).orFail();
    }

    @Test
    void f06AdviceComesAndGoesWithItsCauseAndAServerThatIsAwayKeepsWhatItSaid() {
        server.write(SETTINGS, "UseDNS yes\nMatch LocalAddress %s\n    MaxSessions 3\n".formatted(server.address()));
        Page page = logIn(Chromium.DESKTOP, ColorScheme.LIGHT);
        page.navigate(path);
        ask(page);
        assertThat(page.locator("#told .badge")).hasText("Reached");
        assertThat(page.locator(".advice")).containsText("Set UseDNS no");
        assertThat(page.locator(".advice")).containsText("MaxSessions of its sshd is 3");
        assertThat(page.locator("#told")).containsText("bind9");
        Chromium.picture(page, "desk-server-advice");
        Page telephone = logIn(Chromium.TELEPHONE, ColorScheme.DARK);
        for (String each : List.of(path, "/desk/servers")) {
            telephone.navigate(each);
            Chromium.picture(telephone, each.equals(path) ? "desk-server-advice-dark" : "desk-servers-advice-dark");
            assertThat((boolean) telephone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }

        server.exec("rm", "-f", SETTINGS).orFail();
        ask(page);
        assertThat(page.locator("#told")).not().containsText("UseDNS no: a slow");

        server.cutLink();
        ask(page);
        assertThat(page.locator("#told .badge")).hasText("Not reached");
        assertThat(page.locator("#told")).containsText("It did not answer when it was last asked");
        assertThat(page.locator("#told")).containsText("bind9");
    }

    /** What it answers about itself is no success; a script that was done is. */
    @Test
    void f06TellsWhenAScriptLastSucceededThere(@Autowired JdbcClient sql) {
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);
        UUID id = Working.on(application).secondId();
        sql.sql("update server set last_success = null where id = ?").param(id).update();
        sql.sql("update server_facts set asked = null, answered = null where server_id = ?")
                .param(id)
                .update();
        await("its answer")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        Boolean.TRUE.equals(sql.sql("select answered is not null from server_facts where server_id = ?")
                                .param(id)
                                .query(Boolean.class)
                                .single()));
        assertThat(desk.get(path).body()).containsPattern("Last success</dt>\\s*<dd><span>never</span>");

        Account account = cast.anAccount();
        Customer customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        customer.endOf(customer.asksForDomain("last-success.test"));

        assertThat(desk.get(path).body()).containsPattern("Last success</dt>\\s*<dd><time");
    }

    @Test
    void f06TellsSinceWhenItIsUpAndTheFingerprintsOfItsKeys(@Autowired JdbcClient sql) {
        UUID id = Working.on(application).secondId();
        sql.sql("update server_facts set asked = null, answered = null where server_id = ?")
                .param(id)
                .update();
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);
        Pattern upSince = Pattern.compile("Up since</dt>\\s*<dd><time datetime=\"([^\"]+)\"");
        await("its answer")
                .atMost(Duration.ofSeconds(60))
                .until(() -> upSince.matcher(desk.get(path).body()).find());

        Matcher told = upSince.matcher(desk.get(path).body());
        assertThat(told.find()).isTrue();
        long seconds = Long.parseLong(server.read("/proc/uptime").replaceFirst("(?s)\\..*", ""));
        assertThat(Instant.parse(told.group(1)))
                .isCloseTo(Instant.now().minusSeconds(seconds), within(5, ChronoUnit.SECONDS));
        String keys = "for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done";
        List<String> fingerprints = server.exec("sh", "-c", keys)
                .orFail()
                .lines()
                .map(line -> line.split(" ")[1])
                .toList();
        assertThat(fingerprints).isNotEmpty();
        assertThat(desk.get(path).body()).contains(fingerprints);
    }

    @Test
    void f06DrawingThePagesAsksNoServer() {
        Visitor desk = new Visitor(port);
        desk.login(cast.aMemberOfStaff(StaffRole.MANAGER).login(), Visitor.PASSWORD);
        server.cutLink();
        double before = meters.get("batuta.ssh.exchanges").functionCounter().count();
        for (int i = 0; i < 5; i++) {
            assertThat(desk.get(path).statusCode()).isEqualTo(200);
            assertThat(desk.get("/desk/servers").statusCode()).isEqualTo(200);
        }
        assertThat(meters.get("batuta.ssh.exchanges").functionCounter().count() - before)
                .isLessThan(5);
    }

    private static void ask(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask it now"))
                .click();
        assertThat(page.locator("main, [role=status]").first()).isVisible();
    }

    private Page logIn(int width, ColorScheme scheme) {
        Page page = Chromium.page(port, width, scheme);
        page.navigate("/desk");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }
}
