package org.batuta.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tasklist and Cockpit as our staff see them, in Chromium; pictures are left in {@code target/screens}. */
@BatutaTest
class StaffScreensTest {

    private static final Path SCREENS = Path.of("target", "screens");

    private static final double PATIENCE_MILLIS = 30_000;

    private static Playwright playwright;
    private static Browser chromium;

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @BeforeAll
    static void startChromium() {
        setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stopChromium() {
        chromium.close();
        playwright.close();
    }

    @Test
    void anOperatorFindsTheFiltersUnderOurNameAndTheWayOut() {
        Page page = logIn(StaffRole.OPERATOR, "/camunda/app/tasklist/default/");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        picture(page, "tasklist");
        for (String filter : List.of("To repair", "Mine", "Overdue")) {
            assertThat(page.getByText(filter).first()).isVisible();
        }
        looksLikeOurs(page);

        page.locator(".logout a, a:has-text('Sign out')").first().evaluate("link => link.click()");
        page.waitForURL(Pattern.compile(".*/login.*"));
        assertThat(page.locator("#username")).isVisible();
        picture(page, "login");
    }

    @Test
    void aManagerLandsInCockpit() {
        Page page = logIn(StaffRole.MANAGER, "/login");
        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/cockpit/default/.*"));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        picture(page, "cockpit");
        assertThat(page.getByText("Process Definitions").first()).isVisible();
        looksLikeOurs(page);
        page.navigate(address("/camunda/app/tasklist/default/"));
        assertThat(page.locator("h1")).containsText("not for you");
        picture(page, "forbidden");
    }

    private Page logIn(StaffRole role, String first) {
        Page page = chromium.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.navigate(address(first));
        page.fill("#username", cast.aMemberOfStaff(role).login());
        page.fill("#password", Visitor.PASSWORD);
        page.click("button[type=submit]");
        return page;
    }

    private static void looksLikeOurs(Page page) {
        assertThat(page.locator(".ce-eol-banner:visible")).hasCount(0);
        assertThat(page).hasTitle(Pattern.compile(".*Batuta.*"));
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
    }
}
