package org.batuta;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.batuta.servers.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The browser of the tests: one Chromium for this JVM, in which every page is a person's own, with own cookies. */
public final class Chromium {

    /** Where a desk stands, and a telephone. */
    public static final int DESKTOP = 1280;

    public static final int TELEPHONE = 360;

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path SCREENS = Path.of("target", "screens");
    private static final double PATIENCE_MILLIS = 30_000;
    private static final List<String> ARGS =
            List.of("--no-sandbox", "--disable-quic", "--disable-background-networking");

    private static final List<Page> OPEN = new ArrayList<>();
    private static final List<Browser> OWN = new ArrayList<>();

    private static @Nullable Playwright playwright;
    private static @Nullable Browser shared;

    private Chromium() {}

    /** A new page of this width; paths are those of the application at this port. */
    public static Page page(int port, int width) {
        return page(port, width, ColorScheme.LIGHT);
    }

    /** A new page of this width, for somebody who likes it light or dark. */
    public static Page page(int port, int width, ColorScheme scheme) {
        return page(browser(), "http://localhost:" + port, width, scheme);
    }

    /** A new page in a browser of its own, for which this site is the application at this port. */
    public static Page page(URI site, int port) {
        Browser browser = launch("--host-resolver-rules=MAP " + site.getHost() + " 127.0.0.1:" + port);
        OWN.add(browser);
        return page(browser, site.toString(), DESKTOP, ColorScheme.LIGHT);
    }

    private static Page page(Browser browser, String site, int width, ColorScheme scheme) {
        Page page = browser.newPage(new Browser.NewPageOptions()
                .setBaseURL(site)
                .setViewportSize(width, width == TELEPHONE ? 740 : 800)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        page.setDefaultTimeout(PATIENCE_MILLIS);
        OPEN.add(page);
        return page;
    }

    /** Logs in at the login page, or wherever the application leads there. */
    public static void logIn(Page page, String login) {
        page.fill("#username", login);
        page.fill("#password", Visitor.PASSWORD);
        page.click("button[type=submit]");
    }

    /** Leaves a picture of the whole page in {@code target/screens}. */
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENS.resolve(name + "-" + page.viewportSize().width + ".png")));
    }

    /** A class of tests leaves no page open: live pages would go on asking while others count who asks. */
    static class ClosesPages implements AfterAllCallback {

        @Override
        public void afterAll(ExtensionContext tests) {
            OPEN.forEach(Page::close);
            OPEN.clear();
            OWN.forEach(Browser::close);
            OWN.clear();
        }
    }

    private static synchronized Browser browser() {
        if (shared == null) {
            shared = launch();
        }
        return shared;
    }

    private static synchronized Browser launch(String... more) {
        List<String> args = new ArrayList<>(ARGS);
        args.addAll(List.of(more));
        return playwright()
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(args));
    }

    private static synchronized Playwright playwright() {
        if (playwright == null) {
            install();
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            Playwright made = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "close-chromium"));
            playwright = made;
        }
        return playwright;
    }

    /** As root on Debian it is installed when it is missing; elsewhere tests with it are skipped and say so. */
    private static void install() {
        if (Machine.cannotHaveServers().isEmpty()) {
            Machine.needs("chromium");
        } else if (!Files.isExecutable(PROGRAM)) {
            throw new TestAbortedException("there is no " + PROGRAM);
        }
    }
}
