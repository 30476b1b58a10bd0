package org.batuta.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Request;
import org.batuta.provider.Customer;
import org.batuta.provider.Inspector;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator has a service compared, reads what differs on its server, and has it made as wanted. */
@BatutaTest
@WithServers
class DriftWalkTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Test
    void settlesWhatDiffersInTasklist() {
        Working provider = Working.on(application);
        Account account = cast.anAccount();
        Customer customer = new Customer(application, cast.aCustomer(account, Role.OWNER), account);
        String name = "drift-" + account.number() + ".test";
        org.assertj.core.api.Assertions.assertThat(customer.endOf(customer.asksForDomain(name)))
                .isEqualTo(Request.State.DONE);
        UUID domain = customer.theService("domains", name);
        provider.first()
                .exec("sed", "-i", "s/192.0.2.80/192.0.2.66/", "/etc/bind/batuta/zones/" + name)
                .orFail();
        Inspector inspector = new Inspector(application);
        Page page = logIn(cast.aMemberOfStaff(StaffRole.OPERATOR).login());

        page.navigate("/services/" + domain);
        button(page, "Compare now").click();
        assertThat(page.locator("[role=status]").first()).containsText("nothing there is changed");
        inspector.compares(domain);
        page.reload();
        assertThat(page.locator("section:has-text('Compared with what is in force')")
                        .first())
                .containsText("0 as wanted, 1 differs.");
        Chromium.picture(page, "service-compared");

        page.navigate("/desk/servers/" + provider.firstId());
        assertThat(page.locator("section[aria-labelledby=comparison]")).containsText(name);
        Chromium.picture(page, "desk-server-compared");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settle what differs: host1"))
                .click();
        Locator difference = page.locator(".evidence section:has-text('" + name + "')");
        assertThat(difference.locator("pre")).containsText("real: ");
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(page.locator("input[name=choice]").first()).isEnabled();
        difference.locator("input[name=service]").check();
        page.locator("input[name=choice][value=leave]").check();
        assertThat(complete(page)).isDisabled();
        page.locator("input[name=choice][value=repair]").check();
        Chromium.picture(page, "tasklist-settle-drift");
        complete(page).click();

        inspector.awaitsRight(domain, provider.firstId());
        page.navigate("/services/" + domain);
        page.locator("section:has-text('Compared with what is in force') a")
                .first()
                .click();
        assertThat(page.locator("h1")).containsText("compared with what is in force");
        Chromium.picture(page, "desk-comparison");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("its checks"))
                .click();
        page.locator("tbody tr th a").first().click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("its story"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/desk/comparisons/.*"));
    }

    private static Locator complete(Page page) {
        return button(page, "Complete");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Page logIn(String login) {
        Page page = Chromium.page(port, Chromium.DESKTOP, ColorScheme.LIGHT);
        page.navigate("/desk");
        Chromium.logIn(page, login);
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }
}
