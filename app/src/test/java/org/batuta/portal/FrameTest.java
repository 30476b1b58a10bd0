package org.batuta.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@BatutaTest
class FrameTest {

    private static final List<String> DESK = List.of(
            "",
            "/accounts",
            "/accounts/new",
            "/people",
            "/servers",
            "/servers/new",
            "/routes",
            "/operations",
            "/incidents",
            "/audit");

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Test
    void tellsWhoIsLoggedInWhereToGoAndTheWayOut() {
        var person = cast.aCustomer();
        String page = visitor(person.login()).get("/").body();
        assertThat(page)
                .contains("<html lang=\"en\"", "href=\"#main\"", person.name(), "action=\"/logout\"")
                .contains("href=\"/services\"", "aria-current=\"page\"")
                .doesNotContain("/desk", "/camunda", "??");
    }

    @Test
    void showsTheOtherDoorsToStaff() {
        assertThat(visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login())
                        .get("/")
                        .body())
                .contains("href=\"/desk\"", "/camunda/app/tasklist")
                .doesNotContain("/camunda/app/cockpit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/no-such-page", "/login"})
    void hasNothingInlineThatThePolicyWouldRefuse(String path) {
        HttpResponse<String> page = visitor(cast.aCustomer().login()).get(path);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", " style=", "<script>", " onclick=");
    }

    @Test
    void saysNotFoundLikeEveryOtherPage() {
        HttpResponse<String> page = visitor(cast.aCustomer().login()).get("/no-such-page");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Not found").containsPattern("/assets/batuta-[0-9a-f]+.css");
    }

    @Test
    void letsABrowserKeepWhatHasItsContentInItsName() {
        Visitor visitor = visitor(cast.aCustomer().login());
        Matcher sheet = Pattern.compile("/assets/batuta-[0-9a-f]+.css")
                .matcher(visitor.get("/").body());
        assertThat(sheet.find()).isTrue();
        HttpResponse<String> answer = visitor.get(sheet.group());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).startsWith("max-age=");
        assertThat(visitor.get("/").headers().firstValue("Cache-Control").orElse(""))
                .contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESKTOP, Chromium.TELEPHONE})
    void looksWellInBothSchemesAndLoadsWithoutComplaint(int width) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = Chromium.page(port, width, scheme);
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complain(message, complaints));
            page.navigate("/");
            Chromium.picture(page, "login-" + scheme);
            Chromium.logIn(page, cast.aCustomer().login());
            assertThat(page.locator("h1")).isVisible();
            Chromium.picture(page, "home-empty-" + scheme);
            Object overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth");
            assertThat(overflow).as("scrolls sideways at " + width).isEqualTo(false);
            assertThat(complaints).isEmpty();
            page.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESKTOP, Chromium.TELEPHONE})
    void theDeskLooksWellInBothSchemes(int width) {
        String administrator = cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = Chromium.page(port, width, scheme);
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> complain(message, complaints));
            page.navigate("/desk");
            Chromium.logIn(page, administrator);
            for (String place : DESK) {
                page.navigate("/desk" + place);
                assertThat(page.locator("h1")).isVisible();
                Chromium.picture(page, "desk" + place.replace('/', '-') + "-" + scheme);
                assertThat(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
                        .as(place + " scrolls sideways at " + width)
                        .isEqualTo(false);
            }
            assertThat(complaints).isEmpty();
            page.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Chromium.DESKTOP, Chromium.TELEPHONE})
    void theMenuOfTheDeskIsOneLineInWhichOneSeesWhereOneIs(int width) {
        Page page = Chromium.page(port, width);
        page.navigate("/desk/configuration");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        assertThat(page.locator("h1")).isVisible();
        Object lines = page.evaluate(
                "document.querySelector('.menu').offsetHeight / document.querySelector('.menu a').offsetHeight");
        assertThat(((Number) lines).doubleValue()).isLessThan(1.5);
        assertThat(page.locator(".menu [aria-current]")).isInViewport();
    }

    private static void complain(ConsoleMessage message, List<String> complaints) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }

    private Visitor visitor(String login) {
        Visitor visitor = new Visitor(port);
        visitor.login(login, Visitor.PASSWORD);
        return visitor;
    }
}
