package org.batuta.hosting.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Chromium;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.hosting.Request;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A customer with a telephone in Tokyo chooses a time, sees it as their clock says it, and then does not wait (K14). */
@BatutaTest
@WithServers
class ScheduledWalkTest {

    private static final String ZONE = "Asia/Tokyo";
    private static final LocalDateTime MORNING = LocalDate.now().plusDays(10).atTime(6, 30);

    @LocalServerPort
    private int port;

    @Test
    void k14ChoosesATimeInTheirZoneAndBeginsNow(@Autowired BeanFactory application, @Autowired Cast cast) {
        Working.on(application);
        Account account = cast.anAccount();
        Person person = cast.aCustomer(account, Role.OWNER);
        Customer customer = new Customer(application, person, account);
        Page page = Chromium.page(port, Chromium.TELEPHONE, ColorScheme.DARK);
        live(page, ZONE);
        page.navigate("/services/new/domains");
        Chromium.logIn(page, person.login());
        assertThat(page.locator("#scheduledFor")).isHidden();

        page.fill("#domain", "walk-scheduled.test");
        page.getByText("When", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#scheduledFor-hint")).containsText(ZONE);
        page.fill("#scheduledFor", MORNING.toString());
        look(page, "when");
        page.click(".actions button[type=submit]");

        assertThat(page.locator("main")).containsText("Waits for its time");
        assertThat(page.locator("main")).containsText("06:30");
        look(page, "scheduled");
        UUID request = UUID.fromString(page.url().replaceAll(".*/", ""));
        Instant time = MORNING.atZone(ZoneId.of(ZONE)).toInstant();
        assertThat(customer.request(request).scheduledFor()).isEqualTo(time);

        page.click("#begin");
        assertThat(page.getByText("You asked to begin now")).isVisible();
        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
    }

    private static void live(Page page, String zone) {
        JsonObject there = new JsonObject();
        there.addProperty("timezoneId", zone);
        page.context().newCDPSession(page).send("Emulation.setTimezoneOverride", there);
    }

    private static void look(Page page, String name) {
        Chromium.picture(page, name);
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }
}
