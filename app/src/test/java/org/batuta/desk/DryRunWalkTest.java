package org.batuta.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.Account;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An administrator looks, in Chromium, at what a wish would do on the servers before asking for it. */
@BatutaTest
@WithServers
class DryRunWalkTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Test
    void seesEachScriptWithWhatItGetsAndThenAsks() {
        Working.on(application);
        Account account = cast.anAccount();
        String name = "dry-" + account.number() + ".test";
        Page page = logIn(Chromium.DESKTOP, ColorScheme.LIGHT);
        tryOut(page, account, name);
        Chromium.picture(page, "dry-run");
        page.getByText("The whole script").first().click();
        assertThat(page.locator("details[open] pre")).containsText("# ");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask for it"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/requests/.*"));

        Page telephone = logIn(Chromium.TELEPHONE, ColorScheme.DARK);
        tryOut(telephone, account, "dry-too-" + account.number() + ".test");
        Chromium.picture(telephone, "dry-run-dark");
        assertThat((boolean) telephone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    private static void tryOut(Page page, Account account, String name) {
        page.navigate("/services/new/domains?account=" + account.id());
        page.fill("#domain", name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Dry run"))
                .click();
        assertThat(page.locator("#dry-run")).isFocused();
        assertThat(page.locator("#domain")).hasValue(name);
        assertThat(page.locator(".deeds li")).hasCount(3);
        assertThat(page.locator(".deeds")).containsText(name);
    }

    private Page logIn(int width, ColorScheme scheme) {
        Page page = Chromium.page(port, width, scheme);
        page.navigate("/desk");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        assertThat(page).hasURL(Pattern.compile(".*/desk.*"));
        return page;
    }
}
