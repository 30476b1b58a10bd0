package org.batuta.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tasklist and Cockpit as our staff see them, in Chromium; pictures are left in {@code target/screens}. */
@BatutaTest
class StaffScreensTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Test
    void anOperatorFindsTheFiltersUnderOurNameAndTheWayOut() {
        Page page = logIn(StaffRole.OPERATOR, "/camunda/app/tasklist/default/");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Chromium.picture(page, "tasklist");
        for (String filter : List.of("To repair", "Mine", "Overdue")) {
            assertThat(page.getByText(filter).first()).isVisible();
        }
        looksLikeOurs(page);

        page.locator(".logout a, a:has-text('Sign out')").first().evaluate("link => link.click()");
        page.waitForURL(Pattern.compile(".*/login.*"));
        assertThat(page.locator("#username")).isVisible();
        Chromium.picture(page, "login");
    }

    @Test
    void aManagerLandsInCockpit() {
        Page page = logIn(StaffRole.MANAGER, "/login");
        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/cockpit/default/.*"));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        Chromium.picture(page, "cockpit");
        assertThat(page.getByText("Process Definitions").first()).isVisible();
        looksLikeOurs(page);
        page.navigate("/camunda/app/tasklist/default/");
        assertThat(page.locator("h1")).containsText("not for you");
        Chromium.picture(page, "forbidden");
    }

    private Page logIn(StaffRole role, String first) {
        Page page = Chromium.page(port, Chromium.DESKTOP);
        page.navigate(first);
        Chromium.logIn(page, cast.aMemberOfStaff(role).login());
        return page;
    }

    private static void looksLikeOurs(Page page) {
        assertThat(page.locator(".ce-eol-banner:visible")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile(".*Batuta.*"));
    }
}
