package org.batuta.hosting.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.hosting.Request;
import org.batuta.provider.Customer;
import org.batuta.provider.MailProgram;
import org.batuta.provider.Resolver;
import org.batuta.provider.Working;
import org.batuta.servers.TestServer;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer in Chromium, with real servers behind: what happens is seen without loading a page again. */
@BatutaTest
@WithServers
class WalkTest {

    private static final double PATIENCE = 120_000;

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    private Working provider;
    private Account account;
    private Person person;

    @BeforeEach
    void aCustomerOfAWorkingProvider(@Autowired Cast cast) {
        provider = Working.on(application);
        account = cast.anAccount();
        person = cast.aCustomer(account, Role.OWNER);
    }

    @Test
    void aCustomerAsksFollowsChangesRemovesAndKeeps() throws MessagingException {
        Page page = login(Chromium.DESKTOP, ColorScheme.LIGHT);
        look(page, "1-home-empty");
        asksForADomain(page, "walk.test");
        look(page, "2-request-begins");
        ends(page, "^Done$");
        look(page, "3-request-done");
        String password = asksForAMailbox(page);
        ends(page, "^Done$");
        look(page, "5-mailbox-done");
        hasWhatWasAskedFor(password);
        seesThePages(page);
        copiesWhatTheRegistrarNeeds(page);
        changes(page);
        removesAndKeeps(page);
    }

    @Test
    void aCancelledRequestShowsWhatWasTakenBack() {
        Page page = login(Chromium.TELEPHONE, ColorScheme.DARK);
        asksForADomain(page, "walk-cancelled.test");
        page.click("#cancel");
        assertThat(page.getByText("You asked to stop it")).isVisible();
        ends(page, "Taken back|Cancelled");
        look(page, "9-cancelled");
    }

    @Test
    void theFirstPageFollowsWhatTheAccountHasGoingOn() {
        Page page = login(Chromium.DESKTOP, ColorScheme.DARK);
        assertThat(page.getByText("Begin with a domain")).isVisible();
        Customer customer = new Customer(application, person, account);
        UUID request = customer.asksForDomain("walk-home.test");
        assertThat(page.getByText("Set up walk-home.test")).isVisible();
        look(page, "1-home-going-on");
        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
        assertThat(page.getByText("At your registrar")).isVisible();
        assertThat(page.getByText("Set up walk-home.test")).isHidden();
        look(page, "6-home-dark");
    }

    private Page login(int width, ColorScheme scheme) {
        Page page = Chromium.page(port, width, scheme);
        page.navigate("/");
        Chromium.logIn(page, person.login());
        assertThat(page.locator("h1")).containsText("Good day");
        return page;
    }

    private static void asksForADomain(Page page, String name) {
        page.getByText("Ask for a domain").click();
        page.fill("#domain", name);
        page.click("button[name=add]");
        page.locator("[id='records[0].name']").fill("www");
        page.locator("[id='records[0].value']").fill("192.0.2.7");
        look(page, "1-domain-form");
        page.click(".actions button[type=submit]");
        assertThat(page.locator("h1")).hasText("Set up " + name);
    }

    /** Answers the password that was suggested. */
    private static String asksForAMailbox(Page page) {
        page.navigate("/services/new");
        look(page, "4-kinds");
        page.getByText("Ask for a mailbox").click();
        page.click(".actions button[type=submit]");
        assertThat(page.locator(".problem")).hasCount(2);
        look(page, "4-mailbox-refused");
        page.fill("#localPart", "info");
        page.getByText("Suggest one").click();
        assertThat(page.locator("#password")).hasAttribute("type", "text");
        String suggested = page.inputValue("#password");
        look(page, "4-mailbox-form");
        page.click(".actions button[type=submit]");
        return suggested;
    }

    private void hasWhatWasAskedFor(String password) throws MessagingException {
        for (TestServer server : provider.servers()) {
            assertThat(Resolver.ask(server, "www.walk.test", "A")).containsExactly("192.0.2.7");
        }
        MailProgram program = new MailProgram(provider.first().address());
        assertThat(program.logsIn("info@walk.test", password)).isTrue();
        assertThat(program.logsIn("info@walk.test", password + "x")).isFalse();
    }

    private static void copiesWhatTheRegistrarNeeds(Page page) {
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByLabel("Copy ns2.provider.test").click();
        assertThat(page.getByLabel("Copy ns2.provider.test")).hasClass(Pattern.compile("\\bdone\\b"));
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("ns2.provider.test");
    }

    private static void seesThePages(Page page) {
        page.navigate("/");
        assertThat(page.getByText("At your registrar")).isVisible();
        look(page, "6-home");
        page.navigate("/services");
        look(page, "6-services");
        page.navigate("/requests");
        look(page, "6-requests");
        page.navigate("/services");
        page.getByText("info@walk.test").click();
        assertThat(page.getByText("Incoming mail (IMAP): server")).isVisible();
        look(page, "6-mailbox");
        page.getByText("walk.test", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("h1")).hasText("walk.test");
        look(page, "6-domain");
    }

    private static void changes(Page page) {
        page.getByText("Change", new Page.GetByTextOptions().setExact(true)).click();
        page.click(".actions button[type=submit]");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is nothing to change");
        page.locator("[id='records[0].value']").fill("192.0.2.8");
        look(page, "7-change");
        page.click(".actions button[type=submit]");
        assertThat(page.locator("del")).containsText("www A 192.0.2.7");
        assertThat(page.locator("ins")).containsText("www A 192.0.2.8");
        ends(page, "^Done$");
        look(page, "7-changed");
    }

    private static void removesAndKeeps(Page page) {
        page.navigate("/services");
        page.getByText("info@walk.test").click();
        page.getByText("Remove", new Page.GetByTextOptions().setExact(true)).click();
        page.click(".actions button[type=submit]");
        assertThat(page.locator(".problem")).containsText("type info@walk.test");
        look(page, "8-remove");
        page.fill("#confirm", "info@walk.test");
        page.click(".actions button[type=submit]");
        ends(page, "Can still be kept");
        look(page, "8-window");
        page.click("#cancel");
        ends(page, "^Kept$");
        look(page, "8-kept");
    }

    /** Waits for these words on the page as it is: nothing is loaded again. */
    private static void ends(Page page, String words) {
        Locator badge = page.locator("main .card .badge").first();
        assertThat(badge).hasText(Pattern.compile(words), new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
    }

    /** Leaves pictures at both widths, and looks whether anything is cut off or without words. */
    private static void look(Page page, String name) {
        int width = page.viewportSize().width;
        Chromium.picture(page, "portal-" + name);
        page.setViewportSize(width == Chromium.TELEPHONE ? Chromium.DESKTOP : Chromium.TELEPHONE, 740);
        Chromium.picture(page, "portal-" + name);
        Object overflow = page.evaluate("document.documentElement.scrollWidth > innerWidth");
        assertThat(overflow).as(name + " scrolls sideways").isEqualTo(false);
        assertThat(page.content()).as(name).doesNotContain("??");
        page.setViewportSize(width, 800);
    }
}
