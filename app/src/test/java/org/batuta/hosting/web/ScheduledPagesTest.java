package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Request;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The part "When" of the forms, and the pages of requests that wait for their time (K14). */
@BatutaTest
@WithServers
class ScheduledPagesTest {

    private static final LocalDateTime MORNING = LocalDate.now().plusDays(10).atTime(6, 30);

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    private Account account;
    private Customer customer;
    private Visitor visitor;
    private String name;

    @BeforeEach
    void anOwnerAtTheDoor(@Autowired BeanFactory application) {
        Working.on(application);
        account = cast.anAccount();
        var person = cast.aCustomer(account, Role.OWNER);
        customer = new Customer(application, person, account);
        visitor = visitor(person.login());
        name = "scheduled-" + account.number() + ".test";
    }

    @ParameterizedTest
    @CsvSource({
        "2020-02-29T10:00, UTC, This time has passed",
        "2999-01-01T10:00, Europe/Madrid, more than a year ahead",
        "tomorrow at six, UTC, This is no date with a time",
        "2027-02-30T10:00, UTC, This is no date with a time"
    })
    void k14ATimeThatCannotBeIsRefusedAtItsFieldWithWhatWasTyped(String time, String zone, String why) {
        UUID asked = customer.asksForDomain("living-" + name);
        assertThat(customer.endOf(asked)).isEqualTo(Request.State.DONE);
        UUID living = serviceOf(asked);
        for (String page : new String[] {
            "/services/new/domains", "/services/" + living + "/change", "/services/" + living + "/remove"
        }) {
            Map<String, String> wish = wish(time, zone);
            wish.put("version", Long.toString(customer.versionOf(living)));
            wish.put("domain", page.endsWith("change") ? "living-" + name : name);
            wish.put("confirm", "living-" + name);
            assertThat(visitor.post(page, wish).body())
                    .as(page)
                    .contains("id=\"scheduledFor-problem\"", why, "value=\"" + time + "\"", "value=\"" + zone + "\"")
                    .containsPattern("<details[^>]* open=");
        }
        assertThat(visitor.get("/services").body()).doesNotContain(">" + name + "<");
    }

    @Test
    void k14WhatIsWrongWithATimeIsSaidWithEverythingElse() {
        Map<String, String> wish = wish("soon", "Nowhere/Land");
        wish.put("domain", "not a name");
        assertThat(visitor.post("/services/new/domains", wish).body())
                .contains("id=\"domain-problem\"", "id=\"zone-problem\"", "value=\"soon\"");
        wish.put("zone", "UTC");
        assertThat(visitor.post("/services/new/domains", wish).body())
                .contains("id=\"domain-problem\"", "id=\"scheduledFor-problem\"");
    }

    @Test
    void k14APasswordIsNotKeptForDays() {
        customer.asksForDomain(name);
        Map<String, String> wish = wish(MORNING.toString(), "UTC");
        wish.putAll(Map.of("localPart", "info", "domain", name, "quotaMb", "10", "password", "a quiet evening 17"));
        assertThat(visitor.post("/services/new/mailboxes", wish).body())
                .contains("id=\"scheduledFor-problem\"", "within the next 12 hours");
    }

    @Test
    void k14ATimeIsMeantInTheZoneOfTheReaderAndTheFormIsClosedUntilThen() {
        assertThat(visitor.get("/services/new/domains").body())
                .contains("<details>", "type=\"datetime-local\"", "name=\"zone\"");

        UUID request = asks(MORNING, "Europe/Madrid");

        assertThat(customer.request(request).scheduledFor())
                .isEqualTo(MORNING.atZone(ZoneId.of("Europe/Madrid")).toInstant());
        assertThat(visitor.get("/requests/" + request).body())
                .contains("Waits for its time", "Begins by itself", "Begin now", "Nothing was done yet")
                .contains(MORNING.atZone(ZoneId.of("Europe/Madrid")).toInstant().toString());
        for (String list : new String[] {"/requests", "/", "/services/" + serviceOf(request)}) {
            assertThat(visitor.get(list).body()).as(list).contains("Waits for its time");
        }
        assertThat(visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login())
                        .get("/desk/accounts/" + account.id())
                        .body())
                .contains("Waits for its time");
        customer.cancels(request);
    }

    @Test
    void k14TheSameKeyWithAnotherTimeIsAnotherWish() {
        Map<String, String> wish = wish(MORNING.toString(), "UTC");
        wish.put("domain", name);
        String first = location(visitor.post("/services/new/domains", wish));
        assertThat(location(visitor.post("/services/new/domains", wish))).isEqualTo(first);
        for (String other : new String[] {MORNING.plusDays(1).toString(), ""}) {
            wish.put("scheduledFor", other);
            assertThat(visitor.post("/services/new/domains", wish).body())
                    .contains("This key belongs to another request");
        }
        customer.cancels(UUID.fromString(first.replace("/requests/", "")));
    }

    @Test
    void k14StaffBeginItNowForTheCustomerAndAReaderCannot() {
        UUID request = asks(MORNING, "UTC");
        Visitor reader = visitor(cast.aCustomer(account, Role.READER).login());
        assertThat(reader.get("/requests/" + request).body())
                .contains("Waits for its time")
                .doesNotContain("/begin\"");
        String begin = "/requests/" + request + "/begin";
        assertThat(reader.post(begin, Map.of()).statusCode()).isEqualTo(403);
        assertThat(visitor(cast.aCustomer().login()).post(begin, Map.of()).statusCode())
                .isEqualTo(404);

        Visitor operator = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        assertThat(operator.get("/requests/" + request).body()).contains(begin);
        assertThat(location(operator.post(begin, Map.of()))).isEqualTo("/requests/" + request);

        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
        assertThat(visitor.get("/requests/" + request).body()).contains("Our staff asked to begin now");
        assertThat(visitor.post(begin, Map.of()).statusCode()).isEqualTo(422);
    }

    @Test
    void k14ADryRunShowsTheSameWhateverTheTimeAndRefusesATimeThatCannotBe() {
        Visitor operator = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        Map<String, String> wish = wish(MORNING.toString(), "UTC");
        wish.putAll(Map.of("domain", name, "dryRun", "yes"));
        assertThat(operator.post("/services/new/domains", wish).body())
                .contains("domains/apply.sh", "value=\"" + MORNING + "\"")
                .containsPattern("<details[^>]* open=");
        wish.put("scheduledFor", "2020-02-29T10:00");
        assertThat(operator.post("/services/new/domains", wish).body())
                .contains("id=\"scheduledFor-problem\"")
                .doesNotContain("domains/apply.sh");
    }

    private UUID asks(LocalDateTime time, String zone) {
        Map<String, String> wish = wish(time.toString(), zone);
        wish.put("domain", name);
        return UUID.fromString(
                location(visitor.post("/services/new/domains", wish)).replace("/requests/", ""));
    }

    private UUID serviceOf(UUID request) {
        return customer.serviceOf(request).id();
    }

    private Map<String, String> wish(String time, String zone) {
        return new HashMap<>(Map.of(
                "account",
                account.id().toString(),
                "key",
                UUID.randomUUID().toString(),
                "scheduledFor",
                time,
                "zone",
                zone));
    }

    private Visitor visitor(String login) {
        Visitor visitor = new Visitor(port);
        visitor.login(login, Visitor.PASSWORD);
        return visitor;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElse("");
    }
}
