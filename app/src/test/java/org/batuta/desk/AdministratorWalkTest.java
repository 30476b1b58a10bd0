package org.batuta.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.StaffRole;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator's first day, in Chromium: a machine becomes a server, takes a kind of service, and shows its work. */
@BatutaTest
@WithServers
class AdministratorWalkTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Test
    void enrolsAServerConfirmsItsKeysInTasklistAndRoutesServicesToIt(Park park) {
        TestServer machine = park.server("walk1");
        Page page = logIn();
        enrol(page, machine);
        confirmKeys(page, machine);
        addRoute(page, machine);
        seeOperations(page, machine);
        removeRoute(page, machine);
    }

    private void enrol(Page page, TestServer machine) {
        page.navigate("/desk/servers");
        link(page, "Enrol a server").first().click();
        page.fill("#name", machine.name());
        page.fill("#address", "not an address");
        page.fill("#zone", "Europe/Madrid");
        button(page, "Begin").click();
        assertThat(page.locator("#address-problem")).isVisible();
        Chromium.picture(page, "desk-enrol-refused");
        page.fill("#address", machine.address());
        button(page, "Begin").click();
        assertThat(page.locator("h1")).hasText(machine.name());
        assertThat(page.locator("text=SHA256:").first()).isVisible();
        Chromium.picture(page, "desk-enrolling");
        String command = page.locator("button[data-copy^='(d=']").getAttribute("data-copy");
        machine.feed(command.getBytes(StandardCharsets.UTF_8), "bash").orFail();
    }

    private void confirmKeys(Page page, TestServer machine) {
        String server = page.url();
        String fingerprint = machine.exec("sh", "-c", "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
                .orFail()
                .split(" ")[1];
        link(page, "Open the task: Confirm host keys: " + machine.name()).click();
        assertThat(page.locator("#batuta-evidence")).containsText(fingerprint);
        claim(page);
        Chromium.picture(page, "tasklist-confirm-host-keys");
        page.locator("input[name=keysAccepted][value=yes]").check();
        button(page, "Complete").click();
        assertThat(page.locator("#batuta-evidence")).hasCount(0);
        page.navigate(server);
        // the page looks by itself as long as the server is being enrolled
        assertThat(page.locator(".title .badge").first()).hasText("Active");
        Chromium.picture(page, "desk-server");
    }

    private void addRoute(Page page, TestServer machine) {
        page.navigate("/desk/routes");
        page.selectOption("#type", "domains");
        page.selectOption("#server", new com.microsoft.playwright.options.SelectOption().setLabel(machine.name()));
        page.selectOption("#role", "SECONDARY");
        button(page, "Add a route").click();
        assertThat(page.locator("[role=status]").first()).containsText("is being prepared for domains");
        Chromium.picture(page, "desk-routes");
        assertThat(page.locator("body")).containsText(machine.name());
        page.waitForCondition(() -> {
            page.reload();
            return page.locator("li:has-text('" + machine.name() + "') .badge").count() == 0;
        });
        machine.exec("test", "-d", "/var/lib/bind").orFail();
    }

    private void seeOperations(Page page, TestServer machine) {
        page.navigate("/desk/operations");
        page.selectOption("#server", new com.microsoft.playwright.options.SelectOption().setLabel(machine.name()));
        page.selectOption("#state", "done");
        button(page, "Find").click();
        assertThat(page.locator("tbody tr")).hasCount(1);
        Chromium.picture(page, "desk-operations");
        page.locator("tbody th a").click();
        assertThat(page.locator("h1")).containsText("Prepare domains");
        assertThat(page.getByText("domains/prepare.sh")).isVisible();
        Chromium.picture(page, "desk-operation");
    }

    /** Nothing of other tests is to be placed there. */
    private void removeRoute(Page page, TestServer machine) {
        page.navigate("/desk/routes");
        button(page, "No longer place domains on " + machine.name()).click();
        assertThat(page.locator("[role=status]").first()).containsText("Nothing new is placed there");
        assertThat(page.locator("li:has-text('" + machine.name() + "')")).hasCount(0);
    }

    /** Tasklist shows the same button while it thinks; a task of one's own has another. */
    private static void claim(Page page) {
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("input[name=keysAccepted]").first()).isEnabled();
    }

    private Page logIn() {
        Page page = Chromium.page(port, Chromium.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/desk");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
