package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the pages of services and requests answer over HTTP. */
@BatutaTest
@WithServers
class PagesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Registrar registrar;

    @Autowired
    private JdbcClient sql;

    private Account account;
    private Customer customer;
    private Visitor visitor;

    @BeforeEach
    void anOwnerAtTheDoor() {
        Working.on(application);
        account = cast.anAccount();
        var person = cast.aCustomer(account, Role.OWNER);
        customer = new Customer(application, person, account);
        visitor = visitor(person.login());
    }

    @Test
    void showsEveryProblemAtItsFieldAndKeepsWhatWasTyped() {
        HttpResponse<String> page = visitor.post(
                "/services/new/domains",
                wish(Map.of(
                        "domain", "not a name",
                        "records[0].name", "www",
                        "records[0].type", "A",
                        "records[0].ttl", "soon",
                        "records[0].value", "<b>192.0.2.300</b>")));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("This is no valid name", "Write a whole number")
                .contains("id=\"domain-problem\"", "id=\"records[0].ttl-problem\"", "aria-invalid=\"true\"")
                .contains("value=\"not a name\"", "value=\"soon\"", "value=\"&lt;b&gt;192.0.2.300&lt;/b&gt;\"")
                .doesNotContain("<b>192", "??");
        assertThat(visitor.get("/requests").body()).contains("Nothing was asked for yet");
    }

    @Test
    void neverSendsAPasswordBack() {
        customer.asksForDomain("secret-pages.test");
        HttpResponse<String> page = visitor.post(
                "/services/new/mailboxes",
                wish(Map.of(
                        "localPart", "no good",
                        "domain", "secret-pages.test",
                        "quotaMb", "10",
                        "password", "never-shown-again-77")));
        assertThat(page.body())
                .contains("type=\"password\"", "id=\"localPart-problem\"")
                .doesNotContain("never-shown");
    }

    @Test
    void asksOnceWhenTheFormIsSentTwice() {
        Map<String, String> wish = wish(Map.of("domain", "twice-pages.test"));
        String first = location(visitor.post("/services/new/domains", wish));
        String second = location(visitor.post("/services/new/domains", wish));
        assertThat(first).startsWith("/requests/").isEqualTo(second);
        assertThat(visitor.get(first).body())
                .contains("Set up twice-pages.test", "Your request is taken", "You asked for it");
    }

    @Test
    void fault03AFormWhoseAnswerWasLostIsAnsweredTheSameWhenItIsSentAgain() {
        Map<String, String> wish = wish(Map.of("domain", "lost-answer.test"));
        visitor.postAndVanish(
                "/services/new/domains",
                wish,
                () -> await("the request")
                        .until(() -> !requestsFor("lost-answer.test").isEmpty()));

        String answer = location(visitor.post("/services/new/domains", wish));

        assertThat(requestsFor("lost-answer.test")).containsExactly(answer.replace("/requests/", ""));
    }

    @Test
    void asksToConfirmANameThatIsWrittenOtherwiseInTheInternet() {
        Map<String, String> wish = wish(Map.of("domain", "bücher-pages.test"));
        String page = visitor.post("/services/new/domains", wish).body();
        assertThat(page).contains("xn--bcher-pages-thb.test", "name=\"confirmed\"", "value=\"bücher-pages.test\"");
        assertThat(visitor.get("/requests").body()).contains("Nothing was asked for yet");

        wish.put("confirmed", "xn--bcher-pages-thb.test");
        assertThat(location(visitor.post("/services/new/domains", wish))).startsWith("/requests/");
    }

    @Test
    void addsAndTakesAwayRowsWithoutJavaScript() {
        Map<String, String> wish =
                wish(Map.of("domain", "rows.test", "records[3].name", "www", "records[3].value", "192.0.2.1"));
        wish.put("add", "records");
        String two = visitor.post("/services/new/domains", wish).body();
        assertThat(two)
                .contains("records[0].value", "records[1].value", "value=\"192.0.2.1\"")
                .doesNotContain("records[3]");

        wish.remove("add");
        wish.put("drop", "records[0]");
        String none = visitor.post("/services/new/domains", wish).body();
        assertThat(none).contains("value=\"rows.test\"").doesNotContain("records[0].value");
    }

    @Test
    void saysWhenThereIsNothingToChangeAndWhenSomebodyWasFaster() {
        UUID domain =
                customer.serviceOf(customer.asksForDomain("change-pages.test")).id();
        Map<String, String> same = wish(Map.of("domain", "change-pages.test", "version", "999"));
        assertThat(visitor.get("/services/" + domain + "/change").body()).contains("name=\"version\"");
        assertThat(visitor.post("/services/" + domain + "/change", same).body())
                .contains("Somebody changed this while you were writing", "Load what it is now");
    }

    @Test
    void removesOnlyWhatWasTyped() {
        UUID domain =
                customer.serviceOf(customer.asksForDomain("remove-pages.test")).id();
        String page = "/services/" + domain + "/remove";
        assertThat(visitor.get(page).body()).contains("The domain with all its records", "you can still keep it");
        assertThat(visitor.post(page, wish(Map.of("confirm", "other.test"))).body())
                .contains("To be sure, type remove-pages.test here", "value=\"other.test\"");
    }

    @Test
    void doesNotKnowWhatBelongsToSomebodyElse() {
        UUID request = customer.asksForDomain("foreign-pages.test");
        UUID service = customer.serviceOf(request).id();
        Visitor other = visitor(cast.aCustomer().login());
        String unknown = other.get("/services/" + UUID.randomUUID()).body();
        for (String path : new String[] {"", "/change", "/remove"}) {
            HttpResponse<String> answer = other.get("/services/" + service + path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(unknown);
        }
        for (String path : new String[] {"", "/story", "/live"}) {
            assertThat(other.get("/requests/" + request + path).statusCode()).isEqualTo(404);
        }
        assertThat(other.post("/requests/" + request + "/cancel", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(other.post("/services/new/domains", wish(Map.of("domain", "stolen.test")))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/1", "/requests/x/story", "/services/new/castles"})
    void doesNotKnowWhatIsNoAddress(String path) {
        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void takesNothingWithoutItsToken() {
        HttpResponse<String> answer = visitor.send(
                "POST",
                "/services/new/domains",
                "application/x-www-form-urlencoded",
                "account=" + account.id() + "&key=k&domain=forged.test");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void showsAReaderEverythingAndOffersNothing() {
        UUID request = customer.asksForDomain("reader-pages.test");
        UUID service = customer.serviceOf(request).id();
        Visitor reader = visitor(cast.aCustomer(account, Role.READER).login());
        assertThat(reader.get("/services/" + service).body())
                .contains("reader-pages.test")
                .doesNotContain("/change\"", "/remove\"", "/services/new");
        assertThat(reader.get("/requests/" + request).body()).doesNotContain("/cancel");
        for (String path : new String[] {"/services/new/domains", "/services/" + service + "/change"}) {
            assertThat(reader.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(reader.post("/services/new/domains", wish(Map.of("domain", "r.test")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.post("/requests/" + request + "/cancel", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void ordersForOneAccountOnlyWithTheRoleThere() {
        Account own = cast.anAccount();
        var person = cast.aCustomer(own, Role.OWNER);
        registrar.join(person, account, Role.READER);
        Visitor both = visitor(person.login());
        assertThat(both.get("/services/new/domains").body())
                .contains("name=\"account\"", own.id().toString());
        assertThat(both.post("/services/new/domains", wish(Map.of("domain", "lesser-role.test")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void letsStaffSeeAndAskForAnyAccountButAManagerOnlySee() {
        UUID service =
                customer.serviceOf(customer.asksForDomain("staff-pages.test")).id();
        Visitor operator = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR).login());
        Visitor manager = visitor(cast.aMemberOfStaff(StaffRole.MANAGER).login());
        assertThat(operator.get("/services/" + service).body()).contains("/services/" + service + "/change");
        assertThat(operator.get("/services/new/domains?account=" + account.id()).body())
                .contains(account.name());
        assertThat(manager.get("/services/" + service).body())
                .contains("staff-pages.test")
                .doesNotContain("/services/" + service + "/change");
        assertThat(manager.get("/services/" + service + "/change").statusCode()).isEqualTo(403);
    }

    private List<String> requestsFor(String name) {
        return sql.sql("select request.id::text from request join service on service.id = service_id where name = ?")
                .param(name)
                .query(String.class)
                .list();
    }

    private Map<String, String> wish(Map<String, String> fields) {
        Map<String, String> wish = new LinkedHashMap<>(fields);
        wish.put("account", account.id().toString());
        wish.put("key", UUID.randomUUID().toString());
        return wish;
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
