package org.batuta.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.Exhibits;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Closures;
import org.batuta.hosting.Suspensions;
import org.batuta.provider.As;
import org.batuta.security.factor.SecondFactors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pages as people see them, at a desk in the light and on a telephone in the dark: nothing scrolls sideways, the browser
 * complains of nothing, and axe finds nothing serious.
 */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ScreensTest {

    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Pattern WORDS = Pattern.compile("[^a-z]+");

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Cast cast;

    private final List<String> complaints = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "360,DARK"})
    void whatCustomersSee(int width, ColorScheme scheme) {
        Exhibits exhibits = Exhibits.of(application);
        Account account = exhibits.account();
        Page page = page(width, scheme);
        look(page, "/login");
        look(page, "/login/forgotten");
        look(page, "/mailbox-password");
        look(page, "/mailbox-password/" + "A".repeat(43));
        page.navigate("/login");
        Chromium.logIn(page, cast.aCustomer(account, Role.OWNER).login());
        for (String address : List.of(
                "/",
                "/services",
                "/services/new",
                "/services/new/domains",
                "/services/" + exhibits.id("services"),
                "/services/" + exhibits.id("services") + "/change",
                "/services/" + exhibits.id("services") + "/transfer",
                "/transfers/" + exhibits.id("transfers"),
                "/requests",
                "/requests/" + exhibits.id("requests"),
                "/accounts/" + account.id(),
                "/accounts/" + account.id() + "/audit",
                "/accounts/" + account.id() + "/contacts/new",
                "/accounts/" + account.id() + "/team",
                "/accounts/" + account.id() + "/team/new",
                "/tokens",
                "/tokens/new",
                "/me",
                "/me/second-factor",
                "/me/passkeys",
                "/me/passkeys/new",
                "/calls",
                "/find?q=exhibit")) {
            look(page, address);
        }
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,LIGHT", "360,DARK"})
    void whatTheStaffSees(int width, ColorScheme scheme) {
        Exhibits exhibits = Exhibits.of(application);
        Account suspended = cast.anAccount();
        As.administrator()
                .run(() -> application.getBean(Suspensions.class).suspend(suspended.id(), "a bill is not paid"));
        Account closed = cast.anAccount();
        As.administrator()
                .run(() -> application.getBean(Closures.class).close(closed.id(), closed.name(), "they moved away"));
        Page page = page(width, scheme);
        page.navigate("/desk");
        Chromium.logIn(page, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR).login());
        for (String address : List.of(
                "/desk",
                "/desk/accounts",
                "/desk/accounts/" + exhibits.id("accounts"),
                "/desk/accounts/" + suspended.id(),
                "/desk/accounts/" + exhibits.id("accounts") + "/close",
                "/desk/accounts/" + closed.id(),
                "/desk/people",
                "/desk/people/" + exhibits.id("people"),
                "/desk/servers",
                "/desk/servers/" + exhibits.id("servers"),
                "/desk/routes",
                "/desk/approval-policy",
                "/desk/approval-policy/edit",
                "/desk/policy",
                "/desk/policy/edit",
                "/desk/operations",
                "/desk/operations/" + exhibits.id("operations"),
                "/desk/tasks",
                "/desk/finished",
                "/desk/incidents",
                "/desk/incidents/" + exhibits.id("incidents"),
                "/desk/audit",
                "/desk/configuration",
                "/desk/configuration/catalogue?of=harmless",
                "/find?q=ex")) {
            look(page, address);
        }
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,DARK", "360,LIGHT"})
    void whatIsSeenOfWhatIsInUse(int width, ColorScheme scheme) {
        InUse things = new InUse(application);
        Page giver = page(width, scheme);
        giver.navigate("/login");
        Chromium.logIn(giver, things.owner().login());
        look(giver, "/services/new/systemusers");
        giver.fill("#name", "Not a name");
        giver.click("#sheet .actions button");
        examine(giver, "/services/new/systemusers/refused");
        for (String address : List.of(
                "/services",
                "/services/" + things.domain(),
                "/services/" + things.mainUser() + "?main",
                "/services/" + things.laterUser() + "?later",
                "/services/" + things.mainUser() + "/change",
                "/services/" + things.mainUser() + "/remove?main",
                "/services/" + things.laterUser() + "/remove",
                "/services/" + things.mailbox() + "/password",
                "/services/" + things.domain() + "/transfer",
                "/transfers/" + things.transfer() + "?given",
                "/tokens")) {
            look(giver, address);
        }
        Page taker = page(width, scheme);
        taker.navigate("/login");
        Chromium.logIn(taker, things.taker().login());
        look(taker, "/transfers/" + things.transfer());
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280,DARK", "360,LIGHT"})
    void whatIsSeenWhileNotAllIsAsUsual(int width, ColorScheme scheme) {
        Account account = cast.anAccount();
        Person owner = cast.aCustomer(account, Role.OWNER);
        As.administrator()
                .run(() -> application.getBean(Suspensions.class).suspend(account.id(), "a bill is not paid"));
        Page customer = page(width, scheme);
        customer.navigate("/");
        Chromium.logIn(customer, owner.login());
        look(customer, "/");

        Page staff = page(width, scheme);
        staff.navigate("/desk/accounts/" + account.id());
        Chromium.logIn(staff, cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        staff.click("form[action$='/impersonate'] button");
        look(staff, "/");
        look(staff, "/impersonation");

        Person careful = cast.aCustomer();
        application.getBean(SecondFactors.class).begin(careful);
        application
                .getBean(JdbcClient.class)
                .sql("update second_factor set confirmed = now() where person_id = ?")
                .param(careful.id())
                .update();
        Page code = page(width, scheme);
        code.navigate("/");
        Chromium.logIn(code, careful.login());
        examine(code, "/login/code");
        assertThat(complaints).isEmpty();
    }

    private Page page(int width, ColorScheme scheme) {
        Page page = Chromium.page(port, width, scheme);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + " " + message.text());
            }
        });
        return page;
    }

    private void look(Page page, String address) {
        page.navigate(address);
        examine(page, address);
    }

    private void examine(Page page, String address) {
        int width = page.viewportSize().width;
        Object scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'");
        Chromium.picture(
                page,
                "screen" + WORDS.matcher(ID.matcher(address).replaceAll("id")).replaceAll("-") + "-" + scheme);
        if (page.evaluate("document.documentElement.scrollWidth > innerWidth").equals(true)) {
            complaints.add("%s scrolls sideways at %d".formatted(address, width));
        }
        for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
            if (SERIOUS.contains(rule.getImpact())) {
                complaints.add("%s at %d, %s: %s %s"
                        .formatted(
                                address,
                                width,
                                scheme,
                                rule.getHelp(),
                                rule.getNodes().stream()
                                        .map(node -> String.valueOf(node.getHtml()))
                                        .limit(3)
                                        .toList()));
            }
        }
    }
}
